"""Olievlek: spread a change through internal ambassadors."""
