"""A file on disk -> a `Document` with its structure and exact offsets; one module a format."""
