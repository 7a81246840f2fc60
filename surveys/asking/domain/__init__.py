"""What can be done about asking: rules, offers, the sweep, the budget, links, calls."""
