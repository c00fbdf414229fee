"""One indicator per file; the file name is the id and the column name."""
