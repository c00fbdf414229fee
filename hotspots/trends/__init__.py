"""How concentrations come and go: the space-time cube and its classes."""
