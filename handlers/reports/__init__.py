"""Reports by name, their settings, and their files."""
