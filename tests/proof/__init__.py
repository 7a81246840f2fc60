"""Faults on a complete installation: what is killed comes back, what was accepted is there, no mail goes twice.

``make test`` runs one round with a fixed seed, ``make proof`` (``PROOF=1``) the full counts and writes the figures.
"""
