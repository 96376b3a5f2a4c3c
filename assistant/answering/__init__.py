"""Passages -> evidence -> claims -> a verified `Answer`, or an `Abstention`."""
