"""What is promised about speed, measured: each bar is a ratio of two medians from one run."""
