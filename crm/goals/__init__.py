"""Goals of people and departments, and who is told of them."""
