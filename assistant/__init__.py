"""A conversational assistant that answers from documents and proves every word."""
