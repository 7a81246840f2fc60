"""Organisations, contacts, relationships, tags, calendars for programs; the same functions as the pages call."""

from brm.api.routes import router
from brm.parties.api.calendars import CalendarSet
from brm.parties.api.contacts import ContactSet
from brm.parties.api.organisations import LookAlikeSet, OrganisationSet
from brm.parties.api.relationships import HandoverSet, RelationshipSet
from brm.parties.api.tags import CustomFieldSet, TagSet

router.register("organisations", OrganisationSet, basename="organisation")
router.register("look-alikes", LookAlikeSet, basename="look-alike")
router.register("contacts", ContactSet, basename="contact")
router.register("relationships", RelationshipSet, basename="relationship")
router.register("hand-overs", HandoverSet, basename="hand-over")
router.register("tags", TagSet, basename="tag")
router.register("custom-fields", CustomFieldSet, basename="custom-field")
router.register("calendars", CalendarSet, basename="calendar")
