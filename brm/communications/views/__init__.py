"""Pages of communications: parse, ask what the reader may see, call the domain, answer."""
