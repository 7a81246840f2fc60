"""The working hours of the person asked: their zone, their relationship's calendar; many people in two statements."""

from collections.abc import Iterable

from brm.calendars.domain.queries import schedules_of
from brm.calendars.engine import Schedule
from brm.communications.domain.placing import calendar_of, zone_of
from brm.parties.models import Contact, Relationship


class Hours:
    """The schedules of a set of people, read once. Relationships come with their organisation."""

    def __init__(self, relationships: Iterable[Relationship]) -> None:
        self.kept = schedules_of({calendar_of(relationship) for relationship in relationships})

    def of(self, relationship: Relationship, contact: Contact) -> Schedule:
        """When this person works: the relationship's calendar by the clocks of where they are."""
        schedule = self.kept[calendar_of(relationship)]
        return schedule.in_zone(contact.time_zone or zone_of(relationship, schedule))
