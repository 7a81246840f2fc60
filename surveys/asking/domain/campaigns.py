"""Campaigns while they are drafts: whom, with what, how, when; who is told of the results (Q-02, Q-04, 4.8)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.accounts.models import User
from brm.audit import trail
from brm.core import clock
from brm.core.editing import locked, refuse_stale, save_changes, save_new
from brm.core.errors import DomainError
from brm.parties.models import Contact
from surveys.asking.domain.audience import UNGRADED, cleaned_audience
from surveys.asking.domain.campaign_desk import ask
from surveys.asking.domain.passing_on import send_to
from surveys.asking.enums import AskChannel, CampaignStatus
from surveys.asking.models import Campaign, CampaignReader

FACTS = frozenset(
    {
        "title", "questionnaire", "owner", "channels", "audience", "quotas", "is_anonymous", "opens_at", "closes_at",
        "spread_days", "remind_days", "low_below", "share_by_days",
    }
)  # fmt: skip
WITHOUT_NAMES = frozenset({AskChannel.MAIL, AskChannel.WEB})
"""The channels by which nobody of ours learns who said what."""
COPIED = FACTS - {"opens_at", "closes_at", "title"}
LISTED = (CampaignStatus.ARCHIVED, CampaignStatus.CANCELLED)
LONGEST_SPREAD = 60


@transaction.atomic
def create_campaign(*, by: User | None, at: datetime | None = None, **facts: Any) -> Campaign:
    """A new campaign, a draft until a lead approves it."""
    at = at or clock.now()
    facts = _checked(facts)
    campaign = Campaign(created_at=at, updated_at=at, **facts)
    _refuse_odd(campaign)
    campaign = save_new(campaign)
    trail.record(campaign, "campaign.create", by=by, changes={"title": (None, campaign.title)}, at=at)
    ask(campaign, at)
    return campaign


@transaction.atomic
def change_campaign(
    campaign: Campaign, *, by: User | None, expected_version: int | None = None, at: datetime | None = None,
    **facts: Any,
) -> Campaign:  # fmt: skip
    """Change a draft. What was approved stays as it was approved: copy it for something else."""
    at, facts = at or clock.now(), _checked(facts)
    campaign = locked(campaign)
    if campaign.status != CampaignStatus.DRAFT:
        raise DomainError(_("It was approved as it is. Copy it, and change the copy."))
    refuse_stale(campaign, expected_version, facts)
    for name, value in facts.items():
        setattr(campaign, name, value)
    _refuse_odd(campaign)
    campaign.refresh_from_db(fields=[*facts])
    changes = save_changes(campaign, facts)
    if changes:
        trail.record(campaign, "campaign.change", by=by, changes=changes, at=at)
        ask(campaign, at)
    return campaign


@transaction.atomic
def copy_campaign(
    campaign: Campaign, *, by: User, title: str, opens_at: datetime, closes_at: datetime, at: datetime | None = None
) -> Campaign:
    """The same campaign for the next period, with its distribution list: a draft of whoever copies it."""
    facts = {name: getattr(campaign, name) for name in COPIED} | {"owner": by}
    made = create_campaign(by=by, at=at, title=title, opens_at=opens_at, closes_at=closes_at, **facts)
    CampaignReader.objects.bulk_create(
        CampaignReader(campaign=made, user_id=one.user_id, contact_id=one.contact_id, created_at=made.created_at)
        for one in campaign.readers.filter(contact__left_on=None)
        if one.user is None or one.user.is_active
    )
    ask(made, made.created_at)
    return made


@transaction.atomic
def add_reader(
    campaign: Campaign, *, by: User | None, user: User | None = None, contact: Contact | None = None,
    at: datetime | None = None,
) -> CampaignReader:  # fmt: skip
    """Put somebody on the distribution list; when the results are out already they get them at once (Q-04)."""
    at = at or clock.now()
    campaign = locked(campaign)
    if campaign.status in LISTED:
        raise DomainError(_("It is over: nothing more is passed on."))
    if (user is None) == (contact is None):
        raise DomainError(_("Choose one of us, or one of a customer's people."), field="user")
    if user is not None and not user.is_insider:
        raise DomainError(_("%(person)s is not one of our active people.") % {"person": user}, field="user")
    if contact is not None and (contact.left_on or contact.erased_at or not contact.email or contact.mail_wrong):
        raise DomainError(_("There is no address of theirs we could write to."), field="contact")
    reader, made = CampaignReader.objects.get_or_create(
        campaign=campaign, user=user, contact=contact, defaults={"created_at": at, "updated_at": at}
    )
    if made:
        changes = {"reader": (None, str(user))} if user else None
        trail.record(campaign, "campaign.reader", by=by, changes=changes, at=at)
        if campaign.status == CampaignStatus.COMMUNICATED:
            send_to([reader], campaign, at=at)
        ask(campaign, at)
    return reader


@transaction.atomic
def remove_reader(reader: CampaignReader, *, by: User | None, at: datetime | None = None) -> Campaign:
    """Take somebody off the list before they were told."""
    at = at or clock.now()
    campaign = locked(reader.campaign)
    if reader.sent_at is not None:
        raise DomainError(_("They have the results already."))
    changes = {"reader": (str(reader.user), None)} if reader.user else None
    reader.delete()
    trail.record(campaign, "campaign.no_reader", by=by, changes=changes, at=at)
    ask(campaign, at)
    return campaign


def _checked(facts: Mapping[str, Any]) -> dict[str, Any]:
    if unknown := set(facts) - FACTS:
        raise TypeError(f"not part of a campaign: {', '.join(sorted(unknown))}")
    kept = dict(facts)
    if "title" in kept:
        kept["title"] = " ".join(str(kept["title"]).split())
        if not kept["title"]:
            raise DomainError(_("Give it a title."), field="title")
    if "channels" in kept:
        kept["channels"] = [channel for channel in AskChannel.values if channel in set(kept["channels"])]
    if "audience" in kept:
        kept["audience"] = cleaned_audience(kept["audience"])
    if "quotas" in kept:
        kept["quotas"] = _cleaned_quotas(kept["quotas"])
    if (owner := kept.get("owner")) is not None and not owner.keeps_relationships:
        raise DomainError(_("%(person)s does not keep relationships.") % {"person": owner}, field="owner")
    return kept


def _cleaned_quotas(quotas: Mapping[str, Any]) -> dict[str, int]:
    """At most so many of a grade; a grade that is not named has no limit."""
    found: dict[str, int] = {}
    for grade, most in quotas.items():
        if grade not in ("A", "B", "C", UNGRADED):
            raise DomainError(_("There is no grade “%(grade)s”.") % {"grade": str(grade)[:20]}, field="quotas")
        if most is None:
            continue
        if type(most) is not int or not 0 <= most <= 1_000_000:
            raise DomainError(_("Give the quota as a number of people."), field="quotas")
        found[grade] = most
    return dict(sorted(found.items()))


def _refuse_odd(campaign: Campaign) -> None:
    """What no draft may say, whatever is still missing from it."""
    if campaign.closes_at <= campaign.opens_at:
        raise DomainError(_("It closes after it opens."), field="closes_at")
    if campaign.is_anonymous and set(campaign.channels) - WITHOUT_NAMES:
        raise DomainError(
            _("An anonymous campaign goes by mail or the website: on the phone, on a visit and on a numbered sheet"
              " somebody would know who answered."), field="channels",
        )  # fmt: skip
    if not 1 <= campaign.spread_days <= LONGEST_SPREAD:
        raise DomainError(_("Spread the invitations over 1 to %(most)s working days.") % {"most": LONGEST_SPREAD},
                          field="spread_days")  # fmt: skip
    if campaign.low_below > 100:
        raise DomainError(_("Points go from 0 to 100."), field="low_below")
    if not 1 <= campaign.share_by_days <= 365:
        raise DomainError(_("Pass the results on within 1 to 365 days."), field="share_by_days")
    if campaign.remind_days is not None and not 1 <= campaign.remind_days <= 365:
        raise DomainError(_("Remind after 1 to 365 days, or not at all."), field="remind_days")


trail.label("campaign.create", gettext_lazy("Drafted the campaign"))
trail.label("campaign.change", gettext_lazy("Changed the campaign"))
trail.label("campaign.reader", gettext_lazy("Added to the distribution list"))
trail.label("campaign.no_reader", gettext_lazy("Taken off the distribution list"))
