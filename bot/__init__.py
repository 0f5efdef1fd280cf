"""Everything that is WeCom: callback, client, cards, delivery, menu, contacts, login, the Flask app."""
