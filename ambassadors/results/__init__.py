"""Results: what a change must reach, and whether it is in use."""
