"""Approvals: who is asked, what they are shown, and what happens then."""
