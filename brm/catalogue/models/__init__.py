"""The tables of the service catalogue."""

from brm.catalogue.models.services import Service

__all__ = ["Service"]
