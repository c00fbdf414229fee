"""Registers fetched from the services of PDOK, only when the user starts it: nothing here runs by itself."""
