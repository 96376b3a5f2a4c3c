"""PDF: where its words and lines stand -> headings, paragraphs, lists and tables in reading order."""
