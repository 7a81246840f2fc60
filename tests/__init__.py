"""The suite: behaviour through public doors, on real PostgreSQL and Valkey."""
