"""What is written for people is complete, up to date, and leads somewhere."""
