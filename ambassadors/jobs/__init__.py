"""Background work: written down in the transaction that asks for it, done afterwards by a worker."""
