"""The only place that runs a neural network."""
