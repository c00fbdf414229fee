"""From a day to a plan: the plugin's own search, PyVRP where it is installed, and every order of a tiny day."""
