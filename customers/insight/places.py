"""Where the knowledge about customers appears in the frame and on their pages."""
