"""Incidents that follow others, close by and soon."""
