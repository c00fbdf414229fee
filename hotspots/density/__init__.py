"""Kernel density of points, at places and as a raster."""
