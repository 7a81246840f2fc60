"""What must be so before a campaign takes a step, each in a sentence that says what would help (4.8)."""

from datetime import datetime

from django.utils.translation import gettext as _

from surveys.asking.domain.audience import people_of, reach_of
from surveys.asking.domain.versions import published_versions
from surveys.asking.enums import AskChannel
from surveys.asking.lifecycle import LIFECYCLE
from surveys.asking.models import Campaign


def untimely(name: str, campaign: Campaign, at: datetime) -> str:
    """Why a step comes too early or too late; empty where its time is right."""
    if name in ("approve", "open") and campaign.closes_at <= at:
        return _("The day it closes is over. Copy it for new days, and cancel this one.")
    if name == "open" and campaign.opens_at > at:
        return _("It opens by itself when its moment comes.")
    if name == "close" and campaign.closes_at > at:
        return _("It closes by itself when its moment comes.")
    if name == "extend" and campaign.closes_at <= at:
        return _("Its time is over already.")
    return ""


@LIFECYCLE.guard("approve")
def has_channels(campaign: Campaign) -> str | None:
    """Somebody must be asked somehow."""
    return None if campaign.channels else _("Choose at least one channel.")


@LIFECYCLE.guard("approve")
def has_audience(campaign: Campaign) -> str | None:
    """An empty audience cannot answer; nor one that no channel reaches."""
    people = people_of(campaign.owner, campaign.audience)
    if not people.exists():
        return _("The audience is empty: choose whom to ask.")
    ways = reach_of(campaign.channels)
    if AskChannel.WEB in campaign.channels or not ways:
        return None
    if any(people.filter(way).exists() for _channel, way in ways):
        return None
    return _("None of these people can be reached by the chosen channels.")


@LIFECYCLE.guard("approve")
def has_words(campaign: Campaign) -> str | None:
    """The questions are published, in the languages of those who are asked."""
    version = published_versions([campaign.questionnaire_id]).get(campaign.questionnaire_id)
    if version is None:
        return _("Publish “%(name)s” first: there is nothing to ask with.") % {"name": campaign.questionnaire}
    languages = people_of(campaign.owner, campaign.audience).values_list("language", flat=True).distinct()
    spoken = sorted({"zh" if language.startswith("zh") else "en" for language in languages})
    for language in spoken:
        rows = [getattr(version, f"title_{language}"), *version.questions.values_list(f"text_{language}", flat=True)]
        if not all(rows):
            return _("The questions are not written in the language of everybody in the audience.")
    return None


@LIFECYCLE.guard("approve")
def has_readers(campaign: Campaign) -> str | None:
    """Somebody must be told of the results (Q-04)."""
    return None if campaign.readers.exists() else _("Name who is told of the results: the distribution list is empty.")


@LIFECYCLE.guard("extend")
def is_first_extension(campaign: Campaign) -> str | None:
    """At most once."""
    return _("It was extended once already.") if campaign.extended_at else None


@LIFECYCLE.guard("communicate")
def has_somebody_to_tell(campaign: Campaign) -> str | None:
    """The list is served."""
    return None if campaign.readers.exists() else _("The distribution list is empty.")
