"""The manager's daily report and the rep's own."""
