"""What every page has in common: the edge of requests, layout, navigation, Dutch formatting, errors."""
