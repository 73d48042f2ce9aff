"""Stories: what ambassadors share of what they did, and a text of the month for the intranet."""
