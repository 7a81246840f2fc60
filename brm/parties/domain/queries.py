"""What a person may read of the parties. Everything a page asks for starts here (rulings 13, 14)."""

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from brm.accounts.domain.queries import acting_ids, led_team_ids
from brm.accounts.enums import Role
from brm.accounts.models import User
from brm.core.narrowing import ORGANISATION, PERSON, narrowed
from brm.core.prepared import Prepared
from brm.parties.enums import EndReason, FieldSubject
from brm.parties.models import (
    Contact,
    CustomField,
    Handover,
    Organisation,
    PortalAccess,
    Relationship,
    RelationshipShare,
    Tag,
)


def relationships_for(user: User, kind: str | None = None) -> QuerySet[Relationship]:
    """The relationships a person may see; merged ones live on in the one they went into."""
    rows = Relationship.objects.visible_to(user).exclude(end_reason=EndReason.MERGED)
    if kind:
        rows = rows.filter(kind=kind)
    return rows.select_related("organisation", "owner", "team")


def shown_in_lists(rows: QuerySet[Relationship]) -> QuerySet[Relationship]:
    """Each row with as much of its organisation, owner and team as a list has columns for."""
    return narrowed(rows, organisation=(*ORGANISATION, "region", "trade", "code"), owner=PERSON, team=("name",))


def with_tags(rows: QuerySet[Relationship]) -> QuerySet[Relationship]:
    """Each row with the names of its tags, without a query of their own."""
    through: Any = Relationship.tags.through
    names = through.objects.filter(relationship_id=OuterRef("pk")).order_by("tag__name").values("tag__name")
    return rows.annotate(tag_names=ArraySubquery(names))


def merged_relationships() -> QuerySet[Relationship]:
    """What was merged: only to find where it lives on, which the reader must be allowed to see."""
    return Relationship.objects.filter(end_reason=EndReason.MERGED).select_related("organisation__merged_into")


def merged_organisations() -> QuerySet[Organisation]:
    """Aliases: only to find where they lead."""
    return Organisation.objects.exclude(merged_into=None)


def merged_contacts() -> QuerySet[Contact]:
    """Aliases: only to find where they lead."""
    return Contact.objects.exclude(merged_into=None)


def steered_by(user: User) -> QuerySet[Relationship]:
    """The relationships a person may hand over, share, end: as owner, lead or executive, not by a share."""
    return Relationship.objects.steered_by(user).exclude(end_reason=EndReason.MERGED).select_related("organisation")


def may_steer(user: User, relationship: Relationship) -> bool:
    """Whether the person may hand over, share or end this relationship."""
    if user.has_role(Role.EXECUTIVE):
        return True
    if not user.has_role(Role.MANAGER, Role.LEAD):
        return False
    return relationship.owner_id in acting_ids(user) or relationship.team_id in led_team_ids(user)


def may_archive(user: User, organisation: Organisation) -> bool:
    """Whether every relationship with the organisation is the person's to steer, so that nobody else is surprised."""
    others = Relationship.objects.filter(organisation=organisation).exclude(
        pk__in=Relationship.objects.steered_by(user).order_by().values("pk")
    )
    return not others.exclude(end_reason=EndReason.MERGED).exists()


def may_merge(user: User, keep: Organisation, drop: Organisation) -> bool:
    """Whether the person steers everything that a merge of the two would move."""
    return may_archive(user, keep) and may_archive(user, drop)


def organisations_for(user: User) -> QuerySet[Organisation]:
    """The organisations a person may see: of their relationships, the sites and parents of these, and unclaimed ones.

    An organisation nobody has a relationship with belongs to nobody yet, so whoever keeps relationships may take it up.
    """
    rows = Organisation.objects.filter(merged_into=None)
    if user.has_role(Role.EXECUTIVE):
        return rows
    if not user.keeps_relationships:
        return rows.none()
    mine = Relationship.objects.visible_to(user).order_by()
    return rows.filter(
        Q(Exists(mine.filter(organisation=OuterRef("pk"))))
        | Q(Exists(mine.filter(organisation=OuterRef("parent_id"))))
        | Q(Exists(mine.filter(organisation=OuterRef("parent__parent_id"))))
        | Q(Exists(mine.filter(organisation__parent=OuterRef("pk"))))
        | _unclaimed()
    )


def _unclaimed() -> Q:
    anybody = Relationship.objects.order_by()
    return (
        ~Q(Exists(anybody.filter(organisation=OuterRef("pk"))))
        & ~Q(Exists(anybody.filter(organisation=OuterRef("parent_id"))))
        & ~Q(Exists(anybody.filter(organisation=OuterRef("parent__parent_id"))))
        & ~Q(Exists(anybody.filter(organisation__parent=OuterRef("pk"))))
    )


def worked_organisations_for(user: User) -> QuerySet[Organisation]:
    """Those whose contacts a person may see: of their relationships, their sites, unclaimed ones; no mere parents."""
    rows = Organisation.objects.filter(merged_into=None)
    if user.has_role(Role.EXECUTIVE):
        return rows
    if not user.keeps_relationships:
        return rows.none()
    mine = Relationship.objects.visible_to(user).order_by()
    return rows.filter(
        Q(Exists(mine.filter(organisation=OuterRef("pk"))))
        | Q(Exists(mine.filter(organisation=OuterRef("parent_id"))))
        | Q(Exists(mine.filter(organisation=OuterRef("parent__parent_id"))))
        | _unclaimed()
    )


def contacts_for(user: User) -> QuerySet[Contact]:
    """The contacts of organisations a person works with."""
    rows = Contact.objects.filter(merged_into=None, erased_at=None).select_related("organisation")
    if user.has_role(Role.EXECUTIVE):
        return rows
    if not user.keeps_relationships:
        return rows.none()
    return rows.filter(organisation__in=worked_organisations_for(user).order_by().values("pk"))


def relationships_with(user: User, organisation: Organisation) -> QuerySet[Relationship]:
    """The relationships a person may see with an organisation, or with the one it is a site of."""
    ids = [organisation.pk, *([organisation.parent_id] if organisation.parent_id else [])]
    return relationships_for(user).filter(organisation__in=ids).order_by("kind", "id")


def moved_by_merge(drop: Organisation | Contact) -> list[tuple[object, int]]:
    """What a merge would move from the dropped entry: (words, how many), nothing left out."""
    if isinstance(drop, Contact):
        counts = [(_("Portal accesses"), PortalAccess.objects.filter(contact=drop, revoked_at=None).count())]
    else:
        counts = [
            (_("Relationships"), Relationship.objects.filter(organisation=drop).count()),
            (_("Contacts"), Contact.objects.filter(organisation=drop, merged_into=None).count()),
            (_("Parts and sites"), Organisation.objects.filter(parent=drop, merged_into=None).count()),
        ]
    return [(words, count) for words, count in counts if count]


def _with_sites(own: int) -> QuerySet[Any, Any]:
    """The organisation and its sites: asked apart, so that each half uses its own index."""
    return Organisation.objects.filter(Q(pk=own) | Q(parent=own)).order_by().values("pk")


def people_of(relationship: Relationship) -> QuerySet[Contact]:
    """The contacts on the other side of a relationship, sites included, those who left last."""
    return _people(relationship.organisation_id)


def _people(organisation: int) -> QuerySet[Contact]:
    return (
        Contact.objects.filter(organisation__in=_with_sites(organisation), merged_into=None, erased_at=None)
        .select_related("organisation")
        .order_by("sort_key", "id")
    )


_FIRST_PEOPLE = Prepared(lambda own: _people(own).filter(left_on=None).order_by("-is_key", "-is_vip", "sort_key"))


def first_people_of(relationship: Relationship) -> list[Contact]:
    """Who is there of them, the keys to everything first."""
    return _FIRST_PEOPLE(relationship.organisation_id)


def shares_of(relationship: Relationship) -> QuerySet[RelationshipShare]:
    """With whom a relationship is shared."""
    return RelationshipShare.objects.filter(relationship=relationship).select_related("user", "shared_by")


def handovers_of(relationship: Relationship) -> QuerySet[Handover]:
    """How a relationship passed from hand to hand, newest first."""
    return Handover.objects.filter(relationship=relationship).select_related("from_user", "to_user", "by")


def handovers_for(user: User) -> QuerySet[Handover]:
    """The hand-overs a person may read."""
    return Handover.objects.filter(relationship__in=Relationship.objects.visible_to(user)).select_related(
        "relationship__organisation", "from_user", "to_user"
    )


def portal_accesses_of(contact: Contact) -> QuerySet[PortalAccess]:
    """What a contact may see of ours."""
    return PortalAccess.objects.filter(contact=contact, revoked_at=None).select_related("relationship__organisation")


def tags_for(user: User) -> QuerySet[Tag]:
    """The tags a person may use: all, for those who keep relationships or configure."""
    if user.keeps_relationships or user.has_role(Role.ADMINISTRATOR):
        return Tag.objects.all()
    return Tag.objects.none()


def fields_of(subject: str | FieldSubject) -> QuerySet[CustomField]:
    """The custom fields in use for a kind of record, in their order."""
    return CustomField.objects.filter(subject=subject, archived_at=None)


def custom_fields_for(user: User) -> QuerySet[CustomField]:
    """All custom fields, for administrators."""
    return CustomField.objects.all() if user.has_role(Role.ADMINISTRATOR) else CustomField.objects.none()
