"""Departments as they were and are, and the people in them."""
