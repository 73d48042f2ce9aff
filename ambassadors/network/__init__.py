"""The network: who is ambassador where, since when, through whom; and where one is missing."""
