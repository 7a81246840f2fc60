"""The first page of the morning: what needs me now and why, worst first."""
