"""Running, stopping, watching, keeping and translating the portal."""
