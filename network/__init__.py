"""The road graph: snapping, shortest paths, dead ends."""
