"""Gemeente Waterhoven: a municipality that does not exist, the same at every run for a given day.

Read it as an example of how facts are shaped: `building` tells in which order.
"""
