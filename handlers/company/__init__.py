"""What administrators look after: people, leave, dictionaries, fields, who did what."""
