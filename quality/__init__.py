"""How good the registers are: what is missing, doubled, old, misplaced or not linked, and whom to ask."""
