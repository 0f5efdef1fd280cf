"""What quotations and orders have in common."""
