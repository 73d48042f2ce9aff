"""Who may do what: the policy, the guard at every endpoint, the trail of what was done."""
