"""Makes an organisation of a size, with its change, as columns; the same at every run with the same seed."""
