"""Judging, grading, deciding; the facts they start from."""
