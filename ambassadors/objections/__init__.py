"""Objections: what people say against a change, and the answers that worked."""
