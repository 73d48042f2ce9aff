"""The change that is spread: vision, principles, owner, kinds of activity, thresholds."""
