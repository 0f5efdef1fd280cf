"""What a company calls things and decides for itself: dictionaries, fields of its own, figures, regions."""
