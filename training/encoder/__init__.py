"""The encoder learns to find what answers a question."""
