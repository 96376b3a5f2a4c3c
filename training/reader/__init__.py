"""The reader learns to point at the words that answer a question, and to tell where none do."""
