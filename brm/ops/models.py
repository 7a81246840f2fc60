"""Signs of life, so that a worker that hangs is noticed by others."""

from datetime import timedelta

from django.db import models
from django.db.models.functions import Now


class HeartbeatQuerySet(models.QuerySet["Heartbeat"]):
    def ages(self) -> dict[str, float]:
        """Seconds since the last sign of life of each part."""
        age = models.ExpressionWrapper(Now() - models.F("at"), output_field=models.DurationField())
        return {name: passed.total_seconds() for name, passed in self.annotate(age=age).values_list("name", "age")}


class Heartbeat(models.Model):
    """When a part of the portal last showed that it works.

    The database's own clock measures it: it is about machines, never about business, and must not move with tests.
    """

    name = models.CharField(max_length=20, unique=True)
    at = models.DateTimeField()

    objects = HeartbeatQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


def show_life(name: str, *, seconds_ago: float = 0) -> None:
    """Keep the latest sign of life of one part."""
    row = Heartbeat(name=name, at=Now() - timedelta(seconds=seconds_ago))
    Heartbeat.objects.bulk_create([row], update_conflicts=True, unique_fields=["name"], update_fields=["at"])
