"""What may be visited, by whom: stops, teams, control stops, and stops walked together."""
