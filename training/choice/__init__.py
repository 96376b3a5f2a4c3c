"""The choice among all that was read, or none of it, is fitted."""
