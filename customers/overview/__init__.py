"""The customer's first page: what the parts of the customer side say there, and what they tell of its health.

One module per part: its tile or lines, its figures in one SELECT, its signal. The parts themselves know nothing of it.
"""
