"""Addresses as people write them, found in the BAG that was loaded: offline, and rather not than wrongly."""
