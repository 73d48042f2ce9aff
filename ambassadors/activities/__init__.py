"""The log: what was done, when, of which kind, and whom it reached."""
