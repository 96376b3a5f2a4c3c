"""Question-and-answer suites over the assistant; imports `assistant`, never the reverse."""
