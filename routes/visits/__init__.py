"""Back home: what a day in the field found, and what that says of the list it came from."""
