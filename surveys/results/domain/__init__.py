"""Reading the answers: periods, sums, figures, what moved them, closing."""
