"""Administrators' commands for keeping the portal running."""
