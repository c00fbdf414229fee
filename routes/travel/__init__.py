"""How long it takes from place to place, along the road where there are roads."""
