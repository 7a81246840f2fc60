"""Which risks of our services the customer takes: read by all of its people, decided by who signs (M-15, INV-56)."""

from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from brm.accounts.models import User
from brm.catalogue.domain.notes import decide_risk
from brm.catalogue.domain.queries import notes_with_decisions
from brm.catalogue.enums import Answer
from brm.catalogue.models import RiskDecision, ServiceNote
from brm.core.errors import DomainError
from brm.parties.enums import ContactKind, PortalRole
from brm.parties.models import Contact, PortalAccess
from customers.agreements.domain.queries import services_covered
from customers.portal.domain.access import Entry, entries_for


@dataclass(frozen=True)
class Register:
    """The risks and constraints of what one customer has, for one of its people."""

    entry: Entry
    notes: list[ServiceNote]

    @property
    def may_decide(self) -> bool:
        """Whether the reader signs for the customer."""
        return may_decide(self.entry)

    @cached_property
    def open(self) -> list[ServiceNote]:
        """Those the customer has not spoken about."""
        return [note for note in self.notes if getattr(note, "standing", None) is None]

    @cached_property
    def decided(self) -> list[ServiceNote]:
        """Those the customer took or refused."""
        return [note for note in self.notes if getattr(note, "standing", None) is not None]

    @cached_property
    def deciders(self) -> list[Contact]:
        """Who of the customer's people can decide here."""
        rows = PortalAccess.objects.filter(
            relationship=self.entry.relationship, role=PortalRole.CUSTOMER, revoked_at=None, contact__left_on=None
        ).exclude(contact__kind=ContactKind.SERVICE_USER)
        return [row.contact for row in rows.select_related("contact").order_by("contact__sort_key", "pk")]


def may_decide(entry: Entry) -> bool:
    """Whoever sees the organisation's matters and signs or pays for it, not who only uses the service (C-25)."""
    return entry.sees_all and entry.contact.kind != ContactKind.SERVICE_USER


def registers_for(user: User) -> list[Register]:
    """For each customer open to a person: the risks and constraints of the services its agreements cover."""
    found = (Register(entry, _notes(entry)) for entry in entries_for(user))
    return [register for register in found if register.notes]


def _notes(entry: Entry) -> list[ServiceNote]:
    return notes_with_decisions(entry.relationship, services_covered(entry.relationship))


def risk_open_to(user: User, relationship_id: int, note_id: int) -> tuple[Entry, ServiceNote] | None:
    """One risk of one customer, if it is open to the person."""
    for entry in entries_for(user):
        if entry.relationship.pk == relationship_id:
            return next(((entry, note) for note in _notes(entry) if note.pk == note_id), None)
    return None


def answer_risk(user: User, entry: Entry, note: ServiceNote, *, answer: str, words: str) -> RiskDecision:
    """The customer's own person takes a risk or refuses it, with a word of why; our people find it on the timeline."""
    if not may_decide(entry):
        raise DomainError(_("Only who signs for your organisation can decide about its risks."))
    if answer == Answer.DECLINED and not words.strip():
        raise DomainError(_("Say in a few words why not, so that we can look for another way."), field="words")
    return decide_risk(
        note, relationship=entry.relationship, answer=answer, contact=entry.contact, by=user, words=words
    )
