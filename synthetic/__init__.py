"""A made-up municipality whose truth is known."""
