"""Questions put into the conversation, and what is said while one is open."""
