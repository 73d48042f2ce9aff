"""Signals: from raised, by anyone, to fed back to who raised it."""
