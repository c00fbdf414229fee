"""What is measured at a location, and the index over it."""
