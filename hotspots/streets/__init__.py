"""Density of incidents along the streets."""
