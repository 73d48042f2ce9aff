"""Visits and reviews: a department asks an ambassador to come, or to look along."""
