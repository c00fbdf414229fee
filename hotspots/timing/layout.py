"""Where things stand on the sheet of a profile, in pixels."""

WIDTH = 1000.0
MARGIN = 24.0  # left of words
LEFT, RIGHT = 74.0, 960.0  # of what is drawn
ROOM = 930.0  # for a line of words
SMALL = 11.0  # size of the letters beside what is drawn
