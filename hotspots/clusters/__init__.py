"""Incidents that lie together in place and time."""
