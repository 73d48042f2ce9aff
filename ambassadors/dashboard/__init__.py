"""The pages of the spread: how far a change has come."""
