"""My page: what somebody did and set in motion, and all that is kept about them; for them alone."""
