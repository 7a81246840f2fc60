"""Figures that results go by."""

SHOWN_CUSTOMERS = 100
"""So many customers or services, those with most answers, stand on the page; the others are told together."""
HEAT_ROWS = 25
TREND = 6
"""Periods of a trend, the chosen one last."""
USUAL_GAP = 15
GAP_DAYS = 365
"""Over so many days users and customers are compared for the warning on Today (C-26)."""
MOVERS = 8
YEARS_BACK = 3
WELL, FAIR = 75, 60
