"""What can be done to calendars and asked of them; the history of it is kept by whoever registered as a witness."""
