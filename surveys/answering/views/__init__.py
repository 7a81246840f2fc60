"""Pages of answering: the public ones behind a link, and those of colleagues."""
