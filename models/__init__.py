"""Tables, the scoped session, the change log, inbox and outbox. Knows nothing of chat or WeCom."""
