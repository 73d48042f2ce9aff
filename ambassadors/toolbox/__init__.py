"""What helps an ambassador tell about the change: the story, slides, letters before and after, links."""
