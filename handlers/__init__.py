"""The dialogue: frames and taps in, deeds in crm/, a sentence out. Nothing here commits or tells the time."""
