"""Pages of complaints: the desk, one complaint and its steps, the watch list, the analysis, the ladders."""
