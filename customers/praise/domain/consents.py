"""Consent to show praise outside: for a scope and a time, taken back whenever the customer likes (INV-35)."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.accounts.models import User
from brm.audit import trail
from brm.communications.domain.placing import zone_of
from brm.core import clock
from brm.core.editing import locked, save_changes, save_new
from brm.core.errors import DomainError
from brm.notifications.domain.writing import notify
from brm.parties.domain.queries import people_of
from brm.parties.models import Contact
from customers.praise.enums import ConsentScope, Publicity
from customers.praise.models import Praise, PublicityConsent
from customers.praise.rules import CONSENT_WARNING, start_of


@transaction.atomic
def record_consent(
    praise: Praise,
    *,
    by: User | None,
    scope: str,
    given_by: Contact,
    given_on: date | None = None,
    expires_on: date | None = None,
    evidence: str = "",
    at: datetime | None = None,
) -> PublicityConsent:
    """Write down who of the customer lets us show what outside, until when."""
    at = at or clock.now()
    praise = locked(praise)
    given_on = given_on or clock.day_of(at)
    if scope not in ConsentScope.values:
        raise DomainError(_("Choose what may be shown."), field="scope")
    if given_on > clock.day_of(at) + timedelta(days=1):
        raise DomainError(_("A consent cannot be given in the future."), field="given_on")
    if not people_of(praise.relationship).filter(pk=given_by.pk).exists():
        raise DomainError(_("Only a contact of this customer can consent."), field="given_by")
    if expires_on and expires_on < clock.day_of(at):
        raise DomainError(_("This consent is over already."), field="expires_on")
    for over in praise.consents.filter(revoked_at=None, expires_on__lt=clock.day_of(at)):
        end_consent(over, at=at)
    consent = save_new(
        PublicityConsent(
            praise=praise, scope=scope, given_by=given_by, given_on=given_on, expires_on=expires_on,
            evidence=evidence.strip(), recorded_by=by, created_at=at, updated_at=at,
            sweep_at=_first_look(praise, expires_on, at),
        )
    )  # fmt: skip
    given = {"consent_of": (None, given_by), "consent_until": (None, expires_on)}
    trail.record(praise, f"praise.consent_{scope}", by=by, changes=given, at=at)
    return consent


@transaction.atomic
def revoke_consent(
    consent: PublicityConsent, *, by: User | None, reason: str = "", at: datetime | None = None
) -> PublicityConsent:
    """The customer takes it back: from now on the praise stands among us only."""
    at = at or clock.now()
    consent = locked(consent)
    if consent.revoked_at is not None:
        return consent
    save_changes(consent, {"revoked_at": at, "revoke_reason": reason.strip(), "sweep_at": None})
    trail.record(consent.praise, "praise.revoke", by=by, reason=reason, at=at)
    _withdraw(consent, at)
    return consent


@transaction.atomic
def end_consent(consent: PublicityConsent, *, at: datetime) -> PublicityConsent:
    """Its days are over: kept as it was, and nothing is shown outside by it any more."""
    save_changes(consent, {"revoked_at": at, "revoke_reason": "", "sweep_at": None})
    trail.record(consent.praise, "praise.consent_over", by=None, at=at)
    _withdraw(consent, at)
    return consent


def look_at_consent(consent: PublicityConsent, at: datetime) -> None:
    """Warn before it ends, end it when it is over. Called by the sweep, with the row held."""
    expires = consent.expires_on
    if expires is None:
        return
    over = start_of(expires + timedelta(days=1), _zone(consent.praise))
    if at >= over:
        end_consent(consent, at=at)
        _tell(consent, "praise_consent_over", at)
    else:
        _tell(consent, "praise_consent_ends", at)
        consent.sweep_at = over
        consent.save(update_fields=["sweep_at"])


def _tell(consent: PublicityConsent, kind: str, at: datetime) -> None:
    praise = consent.praise
    if praise.publicity != Publicity.EXTERNAL and kind == "praise_consent_ends":
        return
    notify(
        praise.relationship.owner, kind, key=f"{kind}-{consent.pk}-{consent.expires_on}",
        url=praise.get_absolute_url(), relationship=praise.relationship, at=at, title=praise.matter.title,
        organisation=str(praise.relationship.organisation), day=consent.expires_on,
    )  # fmt: skip


def _withdraw(consent: PublicityConsent, at: datetime) -> None:
    praise = locked(consent.praise)
    if praise.consent_id != consent.pk:
        return
    changes = save_changes(praise, {"publicity": Publicity.INTERNAL, "consent": None})
    trail.record(praise, "praise.publicity", by=None, changes={"publicity": changes["publicity"]}, at=at)


def _first_look(praise: Praise, expires_on: date | None, at: datetime) -> datetime | None:
    if expires_on is None:
        return None
    zone = _zone(praise)
    warn = start_of(expires_on - CONSENT_WARNING, zone)
    return warn if warn > at else start_of(expires_on + timedelta(days=1), zone)


def _zone(praise: Praise) -> str:
    return zone_of(praise.relationship)


for _name, _words in (
    ("words", gettext_lazy("The customer lets us show the words")),
    ("organisation", gettext_lazy("The customer lets us show the words and the organisation")),
    ("person", gettext_lazy("The customer lets us show the words, the organisation and the person")),
):
    trail.label(f"praise.consent_{_name}", _words)
trail.label("praise.revoke", gettext_lazy("The customer took the consent back"))
trail.label("praise.consent_over", gettext_lazy("The consent to publish is over"))
