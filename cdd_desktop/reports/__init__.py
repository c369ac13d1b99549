"""What the documents say, and their PDF and Excel layouts."""
