"""What has changed, and when it was: by it, what is derived from the facts knows whether it still holds."""
