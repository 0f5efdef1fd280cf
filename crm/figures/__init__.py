"""The one way to count: a measure, dimensions, a range, filters and a scope become one SQL statement.

Reports, rankings, the funnel, the dashboard and questions in the chat all ask `questions.answer`; what a
measure means stands in `measures.py`, once. See docs/adr/0013.
"""
