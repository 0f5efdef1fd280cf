"""What is said beside orders: greetings, help, pictures, days off."""
