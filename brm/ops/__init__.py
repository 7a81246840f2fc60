"""The supervisor, health, metrics, backup and restore, failed deliveries: what keeps the portal running."""
