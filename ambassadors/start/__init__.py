"""The start page: what needs me, from all rooms."""
