"""The learned part: a chain over the clauses of a message, trained by `python -m nlp.learn`. ADR 0003 says
why."""
