"""What reading a staff, organisation or activity file has in common: file → sheet → table → plan."""
