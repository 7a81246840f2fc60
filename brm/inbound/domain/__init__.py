"""Taking mail in, judging it, putting it where it belongs."""
