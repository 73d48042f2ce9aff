"""Thanks from a colleague to an ambassador: for the two of them alone, and counted nowhere."""
