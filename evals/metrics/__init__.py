"""The metrics, each a pure function with its formula, its source and a worked example."""
