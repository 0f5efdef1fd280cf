"""What is said and yet asks for no frame: bars by name, in topics; `table.py` has their order."""
