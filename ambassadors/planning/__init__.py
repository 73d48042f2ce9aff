"""What ambassadors are going to do, in a calendar that all share. It counts for nothing until it is logged."""
