"""Where risks appear in the frame and on the pages of relationships."""
