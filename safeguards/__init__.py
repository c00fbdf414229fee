"""What may not come in, what may not go out, and the record of it."""
