"""Words of the parties: kinds, lives, tiers, personas."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Kind(models.TextChoices):
    """The three relationship areas (C-01)."""

    CUSTOMER = "customer", _("Customer")
    SUPPLIER = "supplier", _("Supplier")
    THIRD_PARTY = "third_party", _("Third party")


class Status(models.TextChoices):
    """The coarse life of a relationship (ruling 3)."""

    PROSPECT = "prospect", _("Prospect")
    ACTIVE = "active", _("Active")
    SUSPENDED = "suspended", _("Suspended")
    ENDED = "ended", _("Ended")


class EndReason(models.TextChoices):
    LOST = "lost", _("Lost")
    FINISHED = "finished", _("Finished")
    MERGED = "merged", _("Merged")


class Tier(models.TextChoices):
    """How much care a relationship gets; sets the contact target (K-10)."""

    A = "A", _("Tier A")
    B = "B", _("Tier B")
    C = "C", _("Tier C")


class RelationshipType(models.TextChoices):
    """How close the two sides are (G-13, G-15, G-17)."""

    BASIC = "basic", _("Basic")
    COOPERATIVE = "cooperative", _("Cooperative")
    PARTNERSHIP = "partnership", _("Partnership")


class ContactKind(models.TextChoices):
    """Customer and user are sharply distinct: one signs, the other receives (C-25)."""

    CUSTOMER = "customer", _("Customer (signs)")
    SERVICE_USER = "service_user", _("User (receives)")
    SPONSOR = "sponsor", _("Sponsor (pays)")


class Persona(models.TextChoices):
    """Whose concerns a contact shares (C-31)."""

    SYSADMIN = "sysadmin", _("System administrator")
    FINANCE = "finance", _("Finance manager")
    EXECUTIVE = "executive", _("Executive")
    OTHER = "other", _("Other")


class PortalRole(models.TextChoices):
    """What an outsider sees: the organisation's matters, or only their own (ruling 13)."""

    CUSTOMER = "customer", _("Sees the organisation's")
    USER = "user", _("Sees own only")


class FieldType(models.TextChoices):
    TEXT = "text", _("Text")
    NUMBER = "number", pgettext_lazy("type of field", "Number")
    DATE = "date", _("Date")
    CHOICE = "choice", _("Choice")
    FLAG = "flag", _("Yes or no")


class FieldSubject(models.TextChoices):
    """What a custom field is about."""

    ORGANISATION = "organisation", _("Organisation")
    CONTACT = "contact", _("Contact")
    CUSTOMER = "customer", _("Customer")
    SUPPLIER = "supplier", _("Supplier")
    THIRD_PARTY = "third_party", _("Third party")


class Standing(models.TextChoices):
    """How a relationship stands, in one word; not known where too little is known to say (ruling 30)."""

    WELL = "standing_well", _("Well")
    FAIR = "standing_fair", _("Watch")
    POOR = "standing_poor", _("At risk")
    UNKNOWN = "standing_unknown", _("Not known")
