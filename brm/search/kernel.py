"""The findable records of the kernel: parties, matters, action items, documents."""

from collections.abc import Callable

from django.db.models import TextChoices
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from brm.matters.models import MatterKind
from brm.parties.domain.links import relationship_url_of
from brm.parties.enums import Kind
from brm.search.domain.seeing import NEAR, OF_ORGANISATION, OF_PEOPLE, OF_RELATIONSHIP, also
from brm.search.models import SearchEntry
from brm.search.sources import Source, add_source

_NEAR_RELATIONSHIPS = f"""(SELECT near.id FROM parties_relationship r
    JOIN parties_organisation own ON own.id = r.organisation_id, LATERAL {NEAR} AS near(id) WHERE r.id = ANY(%s))"""


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
    kind = entry.variant if entry.kind == "relationship" else entry.relationship_kind
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
        f"""SELECT r.id, r.organisation_id, r.id, {OF_RELATIONSHIP}, r.kind, o.name, o.short_name,
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
        f"""SELECT k.id, o.id, NULL::bigint, {OF_PEOPLE}, '', k.name, k.job_title,
                  concat_ws(' ', k.job_title, k.department, k.email, k.phone, o.name, o.short_name, o.code),
                  k.updated_at
           FROM parties_contact k JOIN parties_organisation o ON o.id = k.organisation_id""",
        "k.id",
        page("parties:contact"),
        where="k.merged_into_id IS NULL AND k.erased_at IS NULL",
        follows={
            "parties.organisation": "o.id IN (WITH y AS (SELECT unnest(%s::bigint[]) AS id) SELECT y.id FROM y"
            " UNION SELECT x.id FROM y JOIN parties_organisation x ON x.parent_id = y.id)",
            "parties.relationship": f"o.id IN {_NEAR_RELATIONSHIPS}",
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
        f"""SELECT o.id, o.id, NULL::bigint, {OF_ORGANISATION}, '', o.name,
                  concat_ws(' · ', nullif(o.code, ''), nullif(o.trade, ''), nullif(o.region, '')),
                  concat_ws(' ', o.short_name, o.code, o.trade, o.region, o.website), o.updated_at
           FROM parties_organisation o""",
        "o.id",
        page("parties:organisation"),
        where="o.merged_into_id IS NULL AND o.archived_at IS NULL",
        follows={
            "parties.organisation": "o.parent_id = ANY(%s)",
            "parties.relationship": f"o.id IN {_NEAR_RELATIONSHIPS}",
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
        f"""SELECT m.id, r.organisation_id, m.relationship_id, {OF_RELATIONSHIP}, m.kind,
                  concat_ws(' ', m.number, m.title), '', '', m.opened_at
           FROM matters_matter m JOIN parties_relationship r ON r.id = m.relationship_id""",
        "m.id",
        matter_page,
        # complaints are found with their words, as a kind of their own
        where="m.kind <> 'complaint'",
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
        f"""SELECT a.id, r.organisation_id, a.relationship_id, {also("a.owner_id")}, a.status, a.title, '',
                  left(a.detail, 1500),                  a.updated_at
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
        f"""SELECT d.id, r.organisation_id, d.relationship_id, {OF_RELATIONSHIP}, '', d.title, '', d.original_name,
                  d.created_at
           FROM documents_document d JOIN parties_relationship r ON r.id = d.relationship_id""",
        "d.id",
        page("documents:detail"),
        where="d.archived_at IS NULL",
        order=70,
    )
)
