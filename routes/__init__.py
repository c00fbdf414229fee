"""Which locations to visit, in which order: a day in the field that fits who is available."""
