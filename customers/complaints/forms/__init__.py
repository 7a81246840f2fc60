"""Forms about complaints: filing for a caller, the steps of the life, what is said, who watches."""
