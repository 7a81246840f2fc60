"""The roles a person may hold, and small choices of the profile."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a person may do here. One person may hold several; the administrator sees no content without a second."""

    MANAGER = "manager", _("Relationship manager")
    LEAD = "lead", _("Lead")
    EXECUTIVE = "executive", _("Executive")
    ENGINEER = "engineer", _("Engineer")
    FINANCE = "finance", _("Finance")
    ADMINISTRATOR = "administrator", _("Administrator")
    CONTACT = "contact", _("Customer contact")


INSIDERS = frozenset({Role.MANAGER, Role.LEAD, Role.EXECUTIVE, Role.ENGINEER, Role.FINANCE, Role.ADMINISTRATOR})
RELATIONSHIP_ROLES = frozenset({Role.MANAGER, Role.LEAD, Role.EXECUTIVE})


class Theme(models.TextChoices):
    """How the pages look."""

    SYSTEM = "system", _("As the device")
    LIGHT = "light", _("Light")
    DARK = "dark", _("Dark")


class Delivery(models.TextChoices):
    """How a person wants to be told."""

    NOW = "now", _("At once")
    DIGEST = "digest", _("In the daily digest")
    INBOX = "inbox", _("Only in the portal")
