"""What the kerngroep works with: the attention list, the pages of a meeting, the report for the board."""
