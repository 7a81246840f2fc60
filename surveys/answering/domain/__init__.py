"""What can be done with answers: taken in, cast in secret, tagged, followed up (Q-01, Q-05, Q-06, K-13)."""
