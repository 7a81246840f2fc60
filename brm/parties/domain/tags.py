"""Tags: making them, and putting them on relationships and contacts."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy

from brm.accounts.models import User
from brm.audit import trail
from brm.core.editing import locked, save_changes, save_new
from brm.parties.models import Contact, Relationship, Tag


@transaction.atomic
def create_tag(name: str, *, by: User | None, tone: str = "blue") -> Tag:
    """Make a tag, or find the one of that name."""
    name = name.strip()
    if found := Tag.objects.filter(name__iexact=name).first():
        return found
    tag = save_new(Tag(name=name, tone=tone))
    trail.record(tag, "tag.create", by=by, changes={"name": (None, name)})
    return tag


@transaction.atomic
def change_tag(tag: Tag, *, by: User | None, name: str | None = None, tone: str | None = None) -> Tag:
    """Rename or recolour a tag wherever it hangs."""
    tag = locked(tag)
    changes = save_changes(tag, {key: value for key, value in (("name", name), ("tone", tone)) if value is not None})
    if changes:
        trail.record(tag, "tag.change", by=by, changes=changes)
    return tag


@transaction.atomic
def delete_tag(tag: Tag, *, by: User | None) -> None:
    """Take a tag away everywhere; the history keeps its name."""
    trail.record(tag, "tag.delete", by=by, changes={"name": (tag.name, None)})
    tag.delete()


@transaction.atomic
def set_tags(record: Relationship | Contact, tags: Iterable[Tag], *, by: User | None) -> None:
    """Let exactly these tags hang on a relationship or a contact."""
    before, after = set(record.tags.all()), set(tags)
    if before == after:
        return
    record.tags.set(after)
    names = (sorted(tag.name for tag in before), sorted(tag.name for tag in after))
    action = "relationship.tag" if isinstance(record, Relationship) else "contact.tag"
    trail.record(record, action, by=by, changes={"tags": names}, show="" if isinstance(record, Contact) else None)


@transaction.atomic
def add_tag(relationships: Iterable[Relationship], tag: Tag, *, by: User | None) -> int:
    """Hang a tag on many relationships; answers on how many it was new."""
    ids = {relationship.pk: relationship for relationship in relationships}
    through: Any = Relationship.tags.through
    had = set(through.objects.filter(tag=tag, relationship_id__in=ids).values_list("relationship_id", flat=True))
    new = [relationship for pk, relationship in ids.items() if pk not in had]
    through.objects.bulk_create(
        [through(relationship_id=relationship.pk, tag_id=tag.pk) for relationship in new], ignore_conflicts=True
    )
    for relationship in new:
        trail.record(relationship, "relationship.tag", by=by, changes={"tags": ([], [tag.name])})
    return len(new)


trail.label("tag.create", gettext_lazy("Made a tag"))
trail.label("tag.change", gettext_lazy("Changed a tag"))
trail.label("tag.delete", gettext_lazy("Deleted a tag"))
trail.label("relationship.tag", gettext_lazy("Changed the tags"))
trail.label("contact.tag", gettext_lazy("Changed the tags of a contact"))
