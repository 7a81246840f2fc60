"""What can be done with value-added services: propose, weigh, decide, give, judge (C-20 to C-22)."""
