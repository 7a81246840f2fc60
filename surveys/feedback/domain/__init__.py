"""What can be done with feedback: receive, confirm, judge, answer, pass on; nothing is dropped (Q-05, Q-06)."""
