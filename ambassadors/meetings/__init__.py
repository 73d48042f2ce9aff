"""What the kerngroep decides: that a department does it by itself."""
