"""What a customer is worth: RFM segments, the value of an order (gamma.py), the next order (rhythm.py)."""
