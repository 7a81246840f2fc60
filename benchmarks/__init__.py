"""What the portal costs at 100,000 customers, as ratios to floors measured in the same run (docs/benchmarks.md)."""
