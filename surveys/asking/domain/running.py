"""The steps of a campaign: approved, opened, extended, closed, analysed, passed on, archived; or cancelled (4.8)."""

import secrets
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Case, DateTimeField, Q, Value, When
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.accounts.models import User
from brm.audit import trail
from brm.core import clock
from brm.core.editing import locked, save_changes
from brm.core.errors import BlockedError, DomainError
from surveys.asking.domain.audience import narrowed_to_customers
from surveys.asking.domain.campaign_desk import ask, share_by
from surveys.asking.domain.campaign_queries import may_approve
from surveys.asking.domain.passing_on import send_to
from surveys.asking.domain.permitting import untimely
from surveys.asking.domain.versions import published_versions
from surveys.asking.enums import AskChannel, CampaignStatus, InvitationStatus
from surveys.asking.lifecycle import LIFECYCLE
from surveys.asking.models import Campaign, Invitation

LONGEST = 5000
RUNS_BY_ITSELF = (CampaignStatus.APPROVED, CampaignStatus.OPEN)
HIDDEN = frozenset({"step_at", "public_code", "asked_version", "opened_at", "closed_at", "approved_at", "shared_at"})


@transaction.atomic
def approve_campaign(campaign: Campaign, *, by: User | None, at: datetime | None = None) -> Campaign:
    """A lead has looked at it: its questions are frozen, and it opens by itself when its moment comes."""
    at = at or clock.now()
    if by is not None and not may_approve(by, campaign):
        raise DomainError(_("A lead approves campaigns. Ask yours to look at it."))
    campaign = locked(campaign)
    version = published_versions([campaign.questionnaire_id]).get(campaign.questionnaire_id)
    values: dict[str, Any] = {
        "approved_by": by, "approved_at": at, "asked_version": version, "step_at": campaign.opens_at,
    }  # fmt: skip
    if AskChannel.WEB in campaign.channels:
        values["public_code"] = secrets.token_urlsafe(12)
    return _step(campaign, "approve", values, by=by, at=at)


@transaction.atomic
def open_campaign(campaign: Campaign, *, by: User | None = None, at: datetime | None = None) -> Campaign:
    """It begins: the sweep invites the audience in ranges from now on."""
    at = at or clock.now()
    return _step(locked(campaign), "open", {"opened_at": at, "step_at": at}, by=by, at=at)


@transaction.atomic
def extend_campaign(
    campaign: Campaign, *, by: User | None, closes_at: datetime, reason: str, at: datetime | None = None
) -> Campaign:
    """Keep it open for longer, once; who has neither answered nor been reminded is reminded now."""
    at = at or clock.now()
    campaign, reason = locked(campaign), reason.strip()[:300]
    if not reason:
        raise DomainError(_("Say why it is extended."), field="reason")
    if closes_at <= campaign.closes_at:
        raise DomainError(_("The new day must come after the present one."), field="closes_at")
    before = campaign.closes_at
    values = {"closes_at": closes_at, "extended_at": at, "extension_reason": reason, "step_at": at}
    campaign = _step(campaign, "extend", values, by=by, at=at, reason=reason)
    _keep_open(campaign, before, at)
    return campaign


@transaction.atomic
def close_campaign(campaign: Campaign, *, by: User | None = None, at: datetime | None = None) -> Campaign:
    """Its time is over: nobody can answer any more, and the days until the results must be passed on are counted."""
    at = at or clock.now()
    campaign = locked(campaign)
    campaign.closed_at = at
    values = {"step_at": share_by(campaign)}
    campaign.closed_at = None
    return _step(campaign, "close", {"closed_at": at, **values}, by=by, at=at)


@transaction.atomic
def analyse_campaign(
    campaign: Campaign, *, by: User | None, summary: str = "", nothing_learnt: str = "", at: datetime | None = None
) -> Campaign:
    """What it says and what it taught is written down; without any lesson there is a reason for none (Q-03)."""
    at = at or clock.now()
    campaign = locked(campaign)
    words = {"summary": summary.strip()[:LONGEST], "nothing_learnt": nothing_learnt.strip()[:300]}
    if not words["nothing_learnt"] and not campaign.entries.exists():
        raise BlockedError(
            _("Write down at least one good practice or improvement, or say why there is none."),
            field="nothing_learnt",
        )
    return _step(campaign, "analyse", words, by=by, at=at, reason=words["nothing_learnt"])


@transaction.atomic
def communicate_campaign(campaign: Campaign, *, by: User | None, at: datetime | None = None) -> Campaign:
    """Pass the results on to everybody on the list; each confirms to have read them (Q-04, INV-32)."""
    at = at or clock.now()
    campaign = _step(locked(campaign), "communicate", {"shared_at": at, "step_at": None}, by=by, at=at)
    send_to(list(campaign.readers.select_related("user", "contact")), campaign, at=at)
    return campaign


@transaction.atomic
def archive_campaign(campaign: Campaign, *, by: User | None, at: datetime | None = None) -> Campaign:
    """Everything is done: from now on it is only read."""
    return _step(locked(campaign), "archive", {"step_at": None}, by=by, at=at or clock.now())


@transaction.atomic
def cancel_campaign(campaign: Campaign, *, by: User | None, reason: str, at: datetime | None = None) -> Campaign:
    """It does not take place."""
    at, reason = at or clock.now(), reason.strip()[:300]
    if not reason:
        raise DomainError(_("Say why it is cancelled."), field="reason")
    values = {"cancel_reason": reason, "step_at": None, "public_code": ""}
    return _step(locked(campaign), "cancel", values, by=by, at=at, reason=reason)


@transaction.atomic
def give_campaign(campaign: Campaign, *, to: User, by: User | None, at: datetime | None = None) -> Campaign:
    """Somebody else runs it from now on. Whom it asks stays as it was chosen, and approved: never the customers of
    whoever takes over beside those of who gives it."""
    at, campaign = at or clock.now(), locked(campaign)
    if not to.keeps_relationships:
        raise DomainError(_("%(person)s does not keep relationships.") % {"person": to}, field="owner")
    values: dict[str, Any] = {"owner": to}
    if campaign.status in RUNS_BY_ITSELF:
        values["audience"] = narrowed_to_customers(campaign)
    if changes := save_changes(campaign, values):
        changes.pop("audience", None)
        trail.record(campaign, "campaign.give", by=by, changes=changes, at=at)
        ask(campaign, at)
    return campaign


def hindrances(name: str, campaign: Campaign, *, at: datetime) -> list[str]:
    """Why a step cannot be taken now, in sentences; empty where it can."""
    return [*filter(None, [untimely(name, campaign, at)]), *LIFECYCLE.reasons(name, campaign)]


def _step(
    campaign: Campaign, name: str, values: dict[str, Any], *, by: User | None, at: datetime, reason: str = ""
) -> Campaign:
    """One step with history and what waits for whom; refused by what stands in its way."""
    target = LIFECYCLE[name].target
    if campaign.status in LIFECYCLE[name].sources and (words := untimely(name, campaign, at)):
        raise BlockedError(words, reasons=[words])
    LIFECYCLE.step(name, campaign)
    changes = save_changes(campaign, {"status": target, **values})
    shown = {key: pair for key, pair in changes.items() if key not in HIDDEN}
    trail.record(campaign, f"campaign.{name}", by=by, changes=shown, reason=reason, at=at)
    ask(campaign, at)
    return campaign


def _keep_open(campaign: Campaign, before: datetime, at: datetime) -> None:
    """Those who were asked can answer for longer; who waits may be asked until then."""
    mine = Invitation.objects.filter(campaign=campaign)
    waiting = (InvitationStatus.PLANNED, InvitationStatus.HELD)
    mine.filter(status__in=waiting, latest_at=before).update(latest_at=campaign.closes_at)
    remind = Q(channel=AskChannel.MAIL, reminded_at=None)
    until = Value(campaign.closes_at, output_field=DateTimeField())
    step = Case(When(remind, then=Value(at, output_field=DateTimeField())), default=until)
    mine.filter(status=InvitationStatus.SENT, expires_at=before).update(expires_at=campaign.closes_at, step_at=step)


for _name, _words in (
    ("approve", gettext_lazy("Approved the campaign")),
    ("open", gettext_lazy("Opened the campaign")),
    ("extend", gettext_lazy("Extended the campaign")),
    ("close", gettext_lazy("Closed the campaign")),
    ("analyse", gettext_lazy("Wrote down what the campaign taught")),
    ("communicate", gettext_lazy("Passed the results on")),
    ("archive", gettext_lazy("Archived the campaign")),
    ("cancel", gettext_lazy("Cancelled the campaign")),
    ("give", gettext_lazy("Gave the campaign to somebody else")),
):
    trail.label(f"campaign.{_name}", _words)
