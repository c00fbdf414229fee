"""What a sheet says: the figures of a run in the words, charts and tables of a page."""
