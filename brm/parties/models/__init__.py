"""Who we deal with."""

from brm.parties.models.contacts import Contact, PortalAccess
from brm.parties.models.extras import CustomField, Tag
from brm.parties.models.organisations import Organisation
from brm.parties.models.relationships import Handover, LadderStep, Relationship, RelationshipShare

__all__ = [
    "Contact",
    "CustomField",
    "Handover",
    "LadderStep",
    "Organisation",
    "PortalAccess",
    "Relationship",
    "RelationshipShare",
    "Tag",
]
