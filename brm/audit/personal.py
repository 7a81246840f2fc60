"""Personal values beside the history: collected for export, forgotten on demand; the lines stay (ruling 16)."""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models

from brm.audit.models import AuditEvent, PersonalValue


def _beside(person: models.Model) -> models.QuerySet[PersonalValue]:
    return PersonalValue.objects.filter(event__subject_type=person._meta.label_lower, event__subject_id=person.pk)


def personal_values_of(person: models.Model) -> list[dict[str, Any]]:
    """Old and new personal values the history still keeps about a person."""
    kept = _beside(person).order_by("event_id").values("event__at", "event__action", "field", "old", "new")
    return [dict(row) for row in kept]


def deeds_of(user: AbstractBaseUser, *, limit: int = 1000) -> list[dict[str, Any]]:
    """The last things a person did here, by the numbers of what they did them to."""
    done = AuditEvent.objects.filter(actor_id=user.pk).order_by("-id")
    return [dict(row) for row in done.values("at", "action", "subject_type", "subject_id")[:limit]]


def forget(person: models.Model) -> None:
    """Erase the personal values; who did what and when stays, by number."""
    _beside(person).delete()
