"""What the business means. Every function takes the session, who acts and what time it is."""
