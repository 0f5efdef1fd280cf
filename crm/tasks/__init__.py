"""Tasks: made, shared, repeated, spoken of in time; the plan of a day and the calendar."""
