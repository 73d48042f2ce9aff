"""What came out: letter tests, reviews and panels of a change, its series, and what was taken back."""
