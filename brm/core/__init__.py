"""What every part stands on: the one clock, lives as tables, sweeps, registries, refusals. No business, no tables."""
