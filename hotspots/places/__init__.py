"""Places that stand out from what is exposed, and where high values lie together."""
