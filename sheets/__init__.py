"""Print layouts and what is printed through them."""
