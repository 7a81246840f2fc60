"""Questionnaires in two languages, versioned: what is asked, and how answers become figures."""
