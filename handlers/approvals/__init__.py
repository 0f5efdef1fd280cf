"""Approvals, and what a person may decide alone."""
