"""Whom a campaign asks: people of customers, by what is known of both; counted, sampled, and asked for in ranges."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import CharField, Count, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import MD5, Cast, Coalesce, Concat
from django.utils.translation import gettext as _

from brm.accounts.models import Team, User
from brm.catalogue.models import Service, Term
from brm.core.errors import DomainError
from brm.core.registry import Registry
from brm.parties.domain.queries import relationships_for
from brm.parties.enums import ContactKind, EndReason, Kind, Persona, Status, Tier
from brm.parties.models import Contact, Relationship, Tag
from surveys.asking.domain.budget import budget_at
from surveys.asking.domain.holds import holds_under
from surveys.asking.enums import AskChannel, RespondentKind, Why
from surveys.asking.models import Campaign, OptOut

SERVED: "Registry[Callable[[Sequence[int]], QuerySet[Any, Any]]]" = Registry("customers of a service")
"""Who knows which customers receive a service answers a queryset of relationship ids."""

WORDS: Mapping[str, frozenset[str]] = {
    "tiers": frozenset(Tier.values), "grades": frozenset(("A", "B", "C", "-")),
    "kinds": frozenset(RespondentKind.values), "personas": frozenset(Persona.values),
}  # fmt: skip
IDS = ("services", "tags", "teams", "relationships")
UNGRADED = "-"
SAMPLE = 8
MOST_IDS = 500

REACHED: Mapping[str, Q] = {
    AskChannel.MAIL: Q(mail_wrong=False) & ~Q(email=""),
    AskChannel.PHONE: ~Q(phone=""),
    AskChannel.VISIT: Q(),
    AskChannel.SHEET: Q(),
}
"""Whom each channel reaches. In this order: a link costs least, a sheet on paper waits longest."""


@dataclass
class Counted:
    """An audience in figures, before anybody is asked."""

    people: int = 0
    customers: int = 0
    kinds: "Counter[str]" = field(default_factory=Counter)
    grades: "Counter[str]" = field(default_factory=Counter)
    languages: "Counter[str]" = field(default_factory=Counter)
    channels: "Counter[str]" = field(default_factory=Counter)
    held: "Counter[str]" = field(default_factory=Counter)

    @property
    def unreached(self) -> int:
        """People for whom no chosen channel leads anywhere."""
        return self.channels[""]


def cleaned_audience(audience: Mapping[str, Any]) -> dict[str, list[Any]]:
    """What was chosen, in one order and without what is empty; unknown words are refused."""
    found: dict[str, list[Any]] = {}
    for name, chosen in audience.items():
        if name not in WORDS and name not in IDS:
            raise DomainError(_("An audience is not chosen by “%(name)s”.") % {"name": name}, field="audience")
        if not isinstance(chosen, list | tuple | set | frozenset) or len(chosen) > MOST_IDS:
            raise DomainError(_("Choose at most %(most)s of each.") % {"most": MOST_IDS}, field="audience")
        if name in IDS:
            if not all(type(one) is int and 0 < one < 2**63 for one in chosen):
                raise DomainError(_("This is not to be chosen from."), field="audience")
        elif not all(isinstance(one, str) and one in WORDS[name] for one in chosen):
            raise DomainError(_("This is not to be chosen from."), field="audience")
        if chosen:
            found[name] = sorted(set(chosen))
    return found


def customers_of(owner: User, audience: Mapping[str, Any]) -> "QuerySet[Relationship]":
    """The customers an audience is taken from: what its owner may see, not ended, as chosen."""
    rows = Relationship.objects.visible_to(owner).filter(kind=Kind.CUSTOMER).order_by()
    rows = rows.exclude(end_reason=EndReason.MERGED).exclude(status=Status.ENDED)
    if tiers := audience.get("tiers"):
        rows = rows.filter(tier__in=tiers)
    if teams := audience.get("teams"):
        rows = rows.filter(team__in=teams)
    if chosen := audience.get("relationships"):
        rows = rows.filter(pk__in=chosen)
    if services := audience.get("services"):
        served = Q(pk__in=Term.objects.filter(service__in=services).order_by().values("relationship"))
        for customers in SERVED:
            served |= Q(pk__in=customers(services))
        rows = rows.filter(served)
    return rows


def narrowed_to_customers(campaign: Campaign) -> dict[str, Any]:
    """The audience with its customers named, as far as so many can be: the same whoever owns the campaign."""
    chosen = dict(campaign.audience)
    found = list(customers_of(campaign.owner, chosen).order_by("pk").values_list("pk", flat=True)[: MOST_IDS + 1])
    if 0 < len(found) <= MOST_IDS:
        chosen["relationships"] = found
    return chosen


def people_of(owner: User, audience: Mapping[str, Any]) -> "QuerySet[Contact]":
    """The people of an audience: of these customers and their sites, who are still there."""
    customers = customers_of(owner, audience)
    places = customers.values("organisation")
    rows = Contact.objects.filter(merged_into=None, erased_at=None, left_on=None)
    rows = rows.filter(Q(organisation__in=places) | Q(organisation__parent__in=places))
    if grades := audience.get("grades"):
        rows = rows.filter(grade__in=["" if grade == UNGRADED else grade for grade in grades])
    if personas := audience.get("personas"):
        rows = rows.filter(persona__in=personas)
    if (kinds := audience.get("kinds")) and len(kinds) == 1:
        is_user = Q(kind=ContactKind.SERVICE_USER)
        rows = rows.filter(is_user if kinds[0] == RespondentKind.USER else ~is_user)
    if tags := audience.get("tags"):
        through: Any = Contact.tags.through
        tagged = through.objects.filter(tag__in=tags).values("contact")
        theirs = customers.filter(tags__in=tags).values("organisation")
        rows = rows.filter(Q(pk__in=tagged) | Q(organisation__in=theirs) | Q(organisation__parent__in=theirs))
    return rows.order_by()


def with_customer(rows: "QuerySet[Contact]", owner: User, audience: Mapping[str, Any]) -> "QuerySet[Any]":
    """Each person with the customer they are asked as of: their organisation's, else that of the one it belongs to."""
    customers = customers_of(owner, audience)
    own = customers.filter(organisation=OuterRef("organisation")).values("pk")[:1]
    above = customers.filter(organisation=OuterRef("organisation__parent")).values("pk")[:1]
    return rows.annotate(asked_in=Coalesce(Subquery(own), Subquery(above)))


def reach_of(channels: Sequence[str]) -> list[tuple[str, Q]]:
    """The channels that go to one person, the first that reaches them first; the website goes to nobody in person."""
    return [(channel, reached) for channel, reached in REACHED.items() if channel in channels]


def channel_for(contact: Contact, channels: Sequence[str]) -> str:
    """By which of the chosen channels somebody is asked; empty where none reaches them."""
    for channel, _reached in reach_of(channels):
        if channel == AskChannel.MAIL and (not contact.email or contact.mail_wrong):
            continue
        if channel == AskChannel.PHONE and not contact.phone:
            continue
        return channel
    return ""


def count_audience(campaign: Campaign) -> Counted:
    """The audience of a campaign in figures: how many, of which kind, reached how, and held back for now by what."""
    rows = people_of(campaign.owner, campaign.audience)
    told = Counted(customers=customers_of(campaign.owner, campaign.audience).count())
    groups = rows.values("kind", "grade", "language").annotate(n=Count("pk"))
    for group in groups:
        told.people += group["n"]
        kind = RespondentKind.USER if group["kind"] == ContactKind.SERVICE_USER else RespondentKind.CUSTOMER
        told.kinds[kind] += group["n"]
        told.grades[group["grade"]] += group["n"]
        told.languages[group["language"]] += group["n"]
    told.channels, told.held = _reached(rows, campaign.channels, told.people), _held(rows)
    return told


def _reached(rows: "QuerySet[Contact]", channels: Sequence[str], people: int) -> "Counter[str]":
    found: Counter[str] = Counter()
    left, counts = Q(), {}
    for channel, reached in reach_of(channels):
        here = left & reached
        counts[f"by_{channel}"] = Count("pk", filter=here) if here else Count("pk")
        if not reached:
            break
        left &= ~reached
    if counts:
        found.update({name.removeprefix("by_"): n for name, n in rows.aggregate(**counts).items()})
        found[""] = people - sum(found.values())
    return found


def _held(rows: "QuerySet[Contact]") -> "Counter[str]":
    """Who would not be asked if it began now: wishes, and what the roles know of."""
    wishes = OptOut.objects.filter(ended_at=None).values("contact")
    found: Counter[str] = Counter({str(Why.OPTED_OUT): rows.filter(pk__in=wishes).count()})
    for hold in holds_under(budget_at()):
        found[str(hold.why)] += rows.filter(pk__in=hold.contacts()).count()
    return +found


def sample_of(campaign: Campaign, viewer: User) -> "list[Contact]":
    """A few of the people a campaign asks, of those the reader may see: drawn, but the same each time."""
    mine = relationships_for(viewer).order_by().values("organisation")
    rows = people_of(campaign.owner, campaign.audience)
    rows = rows.filter(Q(organisation__in=mine) | Q(organisation__parent__in=mine))
    return list(rows.select_related("organisation").order_by(lot(campaign.pk or 0), "pk")[:SAMPLE])


def lot(number: int) -> MD5:
    """An order nobody chose: the same for the same campaign and person, always and everywhere."""
    return MD5(Concat(Value(f"{number}-"), Cast("pk", CharField()), output_field=CharField()))


def _seen_by(owner: User) -> "QuerySet[Relationship]":
    """Whom a campaign may name: an id that somebody wrote into the audience says nothing of strangers."""
    return Relationship.objects.visible_to(owner).filter(kind=Kind.CUSTOMER).select_related("organisation")


def audience_in_words(campaign: Campaign) -> list[tuple[str, str]]:
    """The choice as label and words; nothing chosen: everybody."""
    audience = campaign.audience
    named: list[tuple[str, str, Any]] = [
        (_("Tiers"), "tiers", Tier), (_("Asked as"), "kinds", RespondentKind), (_("Personas"), "personas", Persona),
    ]  # fmt: skip
    told = [
        (label, ", ".join(str(words(one).label) for one in audience[name]))
        for label, name, words in named
        if audience.get(name)
    ]
    if grades := audience.get("grades"):
        told.append((_("Grades"), ", ".join(_("none") if grade == UNGRADED else grade for grade in grades)))
    rows: list[tuple[str, str, QuerySet[Any]]] = [
        (_("Services"), "services", Service.objects.all()), (_("Tags"), "tags", Tag.objects.all()),
        (_("Teams"), "teams", Team.objects.all()),
        (_("Customers"), "relationships", _seen_by(campaign.owner)),
    ]  # fmt: skip
    for label, name, source in rows:
        if chosen := audience.get(name):
            told.append((label, ", ".join(str(one) for one in source.filter(pk__in=chosen))))
    return told
