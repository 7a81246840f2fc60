"""The demo story: a Chinese provider, 3 teams, 12 customers, 90 days up to today, told by the domain itself."""
