"""Forms of the parties: they check shape; the domain checks sense."""
