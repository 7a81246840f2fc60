"""The findable records of the kernel. An unclaimed organisation carries no scope: it is open to all managers."""

from collections.abc import Callable

from django.db.models import TextChoices
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from brm.matters.models import MatterKind
from brm.parties.domain.links import relationship_url_of
from brm.parties.enums import Kind
from brm.search.models import SearchEntry
from brm.search.sources import Source, add_source

_CLAIMED = """CASE
    WHEN EXISTS (SELECT 1 FROM parties_relationship r WHERE r.organisation_id IN ({org}.id, {org}.parent_id))
        OR EXISTS (SELECT 1 FROM parties_relationship r JOIN parties_organisation c ON c.id = r.organisation_id
                   WHERE c.parent_id = {org}.id)
    THEN {org}.id END"""


def page(name: str) -> Callable[[SearchEntry], str]:
    """The record's own page, by the name of its address; the relationship's where there is none yet."""

    def url(entry: SearchEntry) -> str:
        try:
            return reverse(name, args=[entry.object_id])
        except NoReverseMatch:
            return relationship_page(entry)

    return url


def relationship_page(entry: SearchEntry) -> str:
    """The page of the relationship the record hangs from."""
    kind = entry.variant if entry.kind == "relationship" else getattr(entry, "relationship_kind", "") or ""
    try:
        return relationship_url_of(kind, entry.relationship_id) if kind and entry.relationship_id else ""
    except NoReverseMatch:
        return ""


MATTER_PAGES: dict[str, str] = {}
"""Matter kind -> name of the address of its page (by matter id), from the apps that own the kind."""


def matter_page(entry: SearchEntry) -> str:
    """The page of a matter's own kind, or the relationship's where the kind has none."""
    name = MATTER_PAGES.get(entry.variant)
    return page(name)(entry) if name else relationship_page(entry)


def called(choices: type[TextChoices]) -> Callable[[str], object]:
    """The words of a variant that is one of these choices."""
    words = dict(choices.choices)
    return lambda variant: words.get(variant, "")


add_source(
    Source(
        "relationship",
        _("Relationships"),
        "building",
        "parties.relationship",
        """SELECT r.id, r.organisation_id, r.id, NULL::bigint, r.kind, o.name, o.short_name,
                  concat_ws(' ', o.short_name, o.code), r.updated_at
           FROM parties_relationship r JOIN parties_organisation o ON o.id = r.organisation_id""",
        "r.id",
        relationship_page,
        where="r.end_reason <> 'merged'",
        follows={"parties.organisation": "r.organisation_id = ANY(%s)"},
        order=10,
        words_of_variant=called(Kind),
    )
)
add_source(
    Source(
        "contact",
        _("Contacts"),
        "user",
        "parties.contact",
        f"""SELECT k.id, {_CLAIMED.format(org="o")}, NULL::bigint, NULL::bigint, '', k.name, k.job_title,
                  concat_ws(' ', k.job_title, k.department, k.email, k.phone, o.name, o.short_name, o.code),
                  k.updated_at
           FROM parties_contact k JOIN parties_organisation o ON o.id = k.organisation_id""",
        "k.id",
        page("parties:contact"),
        where="k.merged_into_id IS NULL AND k.erased_at IS NULL",
        follows={
            "parties.organisation": "k.organisation_id = ANY(%s)",
            "parties.relationship": "k.organisation_id IN (SELECT near.id FROM parties_relationship r,"
            " LATERAL (SELECT r.organisation_id UNION ALL"
            " SELECT c.id FROM parties_organisation c WHERE c.parent_id = r.organisation_id)"
            " AS near(id) WHERE r.id = ANY(%s))",
        },
        order=20,
    )
)
add_source(
    Source(
        "organisation",
        _("Organisations"),
        "building-community",
        "parties.organisation",
        f"""SELECT o.id, {_CLAIMED.format(org="o")}, NULL::bigint, NULL::bigint, '', o.name,
                  concat_ws(' · ', nullif(o.code, ''), nullif(o.trade, ''), nullif(o.region, '')),
                  concat_ws(' ', o.short_name, o.code, o.trade, o.region, o.website), o.updated_at
           FROM parties_organisation o""",
        "o.id",
        page("parties:organisation"),
        where="o.merged_into_id IS NULL AND o.archived_at IS NULL",
        follows={
            "parties.relationship": "o.id IN (SELECT near.id FROM parties_relationship r"
            " JOIN parties_organisation own ON own.id = r.organisation_id, LATERAL (SELECT own.id UNION ALL"
            " SELECT own.parent_id UNION ALL SELECT c.id FROM parties_organisation c WHERE c.parent_id = own.id)"
            " AS near(id) WHERE r.id = ANY(%s))"
        },
        order=30,
    )
)
add_source(
    Source(
        "matter",
        _("Matters"),
        "ticket",
        "matters.matter",
        """SELECT m.id, r.organisation_id, m.relationship_id, NULL::bigint, m.kind,
                  concat_ws(' ', m.number, m.title), '', '', m.opened_at
           FROM matters_matter m JOIN parties_relationship r ON r.id = m.relationship_id""",
        "m.id",
        matter_page,
        order=40,
        words_of_variant=called(MatterKind),
    )
)
add_source(
    Source(
        "action_item",
        _("Action items"),
        "checkbox",
        "actionitems.actionitem",
        """SELECT a.id, r.organisation_id, a.relationship_id, a.owner_id, a.status, a.title, '', left(a.detail, 1500),
                  a.updated_at
           FROM actionitems_actionitem a JOIN parties_relationship r ON r.id = a.relationship_id""",
        "a.id",
        page("actionitems:detail"),
        order=60,
    )
)
add_source(
    Source(
        "document",
        _("Documents"),
        "file-text",
        "documents.document",
        """SELECT d.id, r.organisation_id, d.relationship_id, NULL::bigint, '', d.title, '', d.original_name,
                  d.created_at
           FROM documents_document d JOIN parties_relationship r ON r.id = d.relationship_id""",
        "d.id",
        page("documents:detail"),
        where="d.archived_at IS NULL",
        order=70,
    )
)
