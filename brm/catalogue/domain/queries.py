"""What a person may read of the catalogue. Everything a page asks for starts here (rulings 13, 14)."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet

from brm.accounts.enums import Role
from brm.accounts.models import User
from brm.catalogue.enums import Audience, NoteKind
from brm.catalogue.models import Metric, RiskDecision, Service, ServiceCategory, ServiceNote, ServiceView, Term
from brm.catalogue.models.terms import TermBacking
from brm.parties.enums import ContactKind, Kind, Persona
from brm.parties.models import Contact, Relationship


def services_for(user: User) -> "QuerySet[Service]":
    """The services a person may name: ours all that are offered, contacts those their audience is shown."""
    rows = Service.objects.filter(archived_at=None).select_related("category")
    if user.is_insider:
        return rows
    audiences = audiences_of(user)
    return rows.filter(views__audience__in=audiences).distinct() if audiences else rows.none()


def catalogue_for(user: User) -> "QuerySet[Service]":
    """The catalogue as our own people read it, what is no longer offered included."""
    rows = Service.objects.select_related("category", "owner")
    return rows if user.is_insider else rows.none()


def may_keep_catalogue(user: User) -> bool:
    """Leads, executives and administrators say what is offered."""
    return user.has_role(Role.LEAD, Role.EXECUTIVE, Role.ADMINISTRATOR)


def categories_for(user: User) -> "QuerySet[ServiceCategory]":
    """The shelves a service may stand on."""
    rows = ServiceCategory.objects.filter(archived_at=None)
    return rows if user.is_insider else rows.none()


def all_categories(user: User) -> "QuerySet[ServiceCategory]":
    """Every shelf, for administrators."""
    return ServiceCategory.objects.all() if user.has_role(Role.ADMINISTRATOR) else ServiceCategory.objects.none()


def category_names(user: User, ids: Iterable[int]) -> dict[int, str]:
    """How shelves are called, for the history."""
    return {pk: str(row) for pk, row in ServiceCategory.objects.in_bulk(list(ids)).items()} if user.is_insider else {}


def service_names(user: User, ids: Iterable[int]) -> dict[int, str]:
    """How services are called, for the history."""
    return {pk: str(row) for pk, row in Service.objects.in_bulk(list(ids)).items()} if user.is_insider else {}


def metrics_for(user: User) -> "QuerySet[Metric]":
    """What can be promised."""
    rows = Metric.objects.filter(archived_at=None)
    return rows if user.is_insider else rows.none()


def all_metrics(user: User) -> "QuerySet[Metric]":
    """Every metric, for administrators."""
    return Metric.objects.all() if user.has_role(Role.ADMINISTRATOR) else Metric.objects.none()


def audience_of(contact: Contact) -> Audience:
    """As whom a contact reads the catalogue: sponsor, customer's IT, customer, user (C-25, M-14)."""
    if contact.kind == ContactKind.SERVICE_USER:
        return Audience.USER
    if contact.kind == ContactKind.SPONSOR:
        return Audience.SPONSOR
    return Audience.IT if contact.persona == Persona.SYSADMIN else Audience.CUSTOMER


def audiences_of(user: User) -> list[Audience]:
    """The audiences an outsider belongs to: one, while they are let in anywhere."""
    if not user.has_role(Role.CONTACT) or not Relationship.objects.open_to(user).exists():
        return []
    contact = Contact.objects.filter(user=user, left_on=None).first()
    return [audience_of(contact)] if contact else []


def services_shown_to(who: User | Relationship, audience: str) -> "QuerySet[ServiceView]":
    """The catalogue in one audience's view: ``view.service``, ``view.text``, ``shows_results``, ``shows_fee`` (M-14).

    An outsider is shown their own audience's only, whichever is asked for.
    """
    rows = ServiceView.objects.filter(service__archived_at=None).select_related("service__category")
    rows = rows.order_by("service__category__position", "service__code")
    if isinstance(who, User) and not who.is_insider:
        return rows.filter(audience__in=audiences_of(who))
    return rows.filter(audience=audience)


def with_views(rows: "QuerySet[Service]") -> "QuerySet[Service]":
    """Each service with its audience views, and how many risks and constraints are known."""
    return rows.prefetch_related("views").annotate(
        note_count=Count("notes", filter=Q(notes__withdrawn_at=None), distinct=True)
    )


def notes_of(service: Service) -> "QuerySet[ServiceNote]":
    """The risks and constraints of a service that stand."""
    return ServiceNote.objects.filter(service=service, withdrawn_at=None)


def notes_for(user: User) -> "QuerySet[ServiceNote]":
    """Every risk and constraint that stands, of what is offered."""
    rows = ServiceNote.objects.filter(withdrawn_at=None, service__archived_at=None).select_related("service")
    return rows if user.is_insider else rows.none()


def decisions_for(user: User) -> "QuerySet[RiskDecision]":
    """What customers decided about risks, of relationships a person may see."""
    visible = Relationship.objects.visible_to(user).order_by()
    return RiskDecision.objects.filter(relationship__in=visible.values("pk")).select_related(
        "note__service", "relationship__organisation", "contact"
    )


def notes_with_decisions(relationship: Relationship, services: Iterable[int]) -> list[ServiceNote]:
    """Risks and constraints of these services, each with this customer's standing decision as ``note.standing``."""
    standing = RiskDecision.objects.filter(relationship=relationship, superseded_at=None).select_related("contact")
    rows = ServiceNote.objects.filter(service__in=list(services), withdrawn_at=None).select_related("service")
    notes: list[Any] = list(
        rows.order_by("service__code", "kind", "pk").prefetch_related(
            Prefetch("decisions", queryset=standing, to_attr="standing_decisions")
        )
    )
    for note in notes:
        decisions: list[RiskDecision] = getattr(note, "standing_decisions", [])
        setattr(note, "standing", decisions[0] if decisions else None)  # noqa: B010 - hung on for the page
    return notes


def undecided_risks(relationship: Relationship, services: Iterable[int]) -> int:
    """How many risks of these services the customer has not spoken about yet (M-15)."""
    decided = RiskDecision.objects.filter(relationship=relationship, superseded_at=None).values("note")
    rows = ServiceNote.objects.filter(service__in=list(services), withdrawn_at=None, kind=NoteKind.RISK)
    return rows.exclude(pk__in=decided).count()


def terms_on(relationship: Relationship, on: date) -> "QuerySet[Term]":
    """The promises to (or of) one party that hold on a day; its reader has been checked."""
    return (
        Term.objects.filter(relationship=relationship, valid_from__lte=on)
        .filter(Q(valid_to=None) | Q(valid_to__gte=on))
        .select_related("metric", "service")
    )


def customers_hit(term: Term) -> "QuerySet[Relationship]":
    """The customers whose promises stand on a supplier's term (ruling 2)."""
    backed = TermBacking.objects.filter(backing=term).values("term__relationship")
    return Relationship.objects.filter(pk__in=backed, kind=Kind.CUSTOMER)
