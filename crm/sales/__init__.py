"""What is sold: products and stock, quotations, orders, payments, and how low a person may go."""
