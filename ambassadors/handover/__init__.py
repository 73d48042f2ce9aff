"""Hands over an ambassador's open work to a successor."""
