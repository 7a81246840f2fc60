"""Tags of the parties' pages."""
