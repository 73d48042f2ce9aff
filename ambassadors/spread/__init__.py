"""What the facts of a change add up to: read once as tuples, answered by the measures."""
