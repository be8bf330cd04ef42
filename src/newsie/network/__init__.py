"""The shared network: features, word table, and the model in numpy."""
