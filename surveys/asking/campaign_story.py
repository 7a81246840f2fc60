"""How timeline and Today tell of campaigns, to each reader in their language."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from brm.attention.domain import RULES, AttentionRule
from brm.attention.models import Attention
from brm.timeline.domain import KINDS, TimelineKind
from brm.timeline.models import TimelineEntry
from surveys.asking.domain.campaign_desk import LEAD, OWN, expected_lead, expected_own
from surveys.asking.enums import CampaignStatus


def _sentence(entry: TimelineEntry) -> str:
    title, people = entry.params.get("title", ""), int(entry.params.get("people") or 0)
    if entry.event == "share":
        return _("Results of the survey “%(title)s” passed on to %(person)s") % {
            "title": title, "person": entry.params.get("person", ""),
        }  # fmt: skip
    return ngettext(
        "The survey “%(title)s” began: %(people)s person is asked",
        "The survey “%(title)s” began: %(people)s people are asked",
        people,
    ) % {"title": title, "people": people}


def _url(entry: TimelineEntry) -> str:
    return reverse("asking:campaign", args=[entry.subject_id]) if entry.subject_id else ""


def _own(row: Attention) -> str:
    words = {"title": row.params.get("title", "")}
    told = {
        CampaignStatus.DRAFT: _("Complete the survey “%(title)s” and have it approved"),
        CampaignStatus.APPROVED: _("The survey “%(title)s” could not open in time: copy it for new days"),
        CampaignStatus.CLOSED: _("The survey “%(title)s” is closed: write down what it taught"),
        CampaignStatus.ANALYSED: _("Pass the results of “%(title)s” on"),
    }
    return str(told.get(row.params.get("status", ""), "%(title)s")) % words


def _own_action(row: Attention) -> tuple[object, str]:
    status = row.params.get("status", "")
    if status == CampaignStatus.CLOSED:
        return gettext_lazy("Write down what it taught"), reverse("asking:campaign_analyse", args=[row.subject_id])
    label = gettext_lazy("Pass on") if status == CampaignStatus.ANALYSED else gettext_lazy("Open the campaign")
    return label, reverse("asking:campaign", args=[row.subject_id])


def _lead(row: Attention) -> str:
    words = {"title": row.params.get("title", "")}
    if row.params.get("status") == CampaignStatus.DRAFT:
        return _("The survey “%(title)s” waits for your approval") % words
    return _("The results of “%(title)s” are not passed on yet") % words


def _open_it(row: Attention) -> tuple[object, str]:
    return gettext_lazy("Open the campaign"), reverse("asking:campaign", args=[row.subject_id])


KINDS.register("campaign", TimelineKind("campaign", gettext_lazy("Survey campaign"), "send", _sentence, _url))
RULES.register(OWN, AttentionRule(OWN, gettext_lazy("Survey campaign"), "send", _own, _own_action, expected_own))
RULES.register(
    LEAD,
    AttentionRule(LEAD, gettext_lazy("Survey campaign of the team"), "send", _lead, _open_it, expected_lead,
                  is_echo=True),
)  # fmt: skip
