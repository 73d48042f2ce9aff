"""Users, signing in, invitations and grants."""
