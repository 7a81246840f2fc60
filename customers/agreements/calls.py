"""What agreements ask attention for: a verdict and a renewal, an answer to a claimed penalty."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.attention.domain import RULES, AttentionRule
from brm.attention.models import Attention
from customers.agreements.domain.attention import ENDING, PENALTY, asks_for_renewal, penalty_url
from customers.agreements.enums import PenaltyStatus
from customers.agreements.models import PenaltyEvent
from customers.agreements.notices import day_of

Pairs = Iterable[tuple[int, int]]


def _ending_sentence(row: Attention) -> str:
    words = {
        "title": row.params.get("title", ""),
        "organisation": row.params.get("organisation", ""),
        "day": day_of(row.params.get("end_on")),
    }
    if row.params.get("verdict"):
        return (
            _("%(title)s with %(organisation)s ends on %(day)s and is to be renewed: get the new one signed.") % words
        )
    return _("%(title)s with %(organisation)s ends on %(day)s: decide what is to become of it.") % words


def _ending_action(row: Attention) -> tuple[object, str]:
    if row.params.get("verdict"):
        return gettext_lazy("Open the agreement"), reverse("agreements:agreement", args=[row.subject_id])
    return gettext_lazy("Give the verdict"), reverse("agreements:verdict", args=[row.subject_id])


def _ending_expected() -> Pairs:
    return asks_for_renewal().values_list("owner_brm_id", "pk")


def _penalty_sentence(row: Attention) -> str:
    return _("A penalty of %(amount)s %(currency)s is claimed with %(organisation)s: accept or contest it.") % {
        name: row.params.get(name, "") for name in ("amount", "currency", "organisation")
    }


def _penalty_action(row: Attention) -> tuple[object, str]:
    return gettext_lazy("Answer the claim"), penalty_url(row.subject_id)


def _penalty_expected() -> Pairs:
    rows = PenaltyEvent.objects.filter(status=PenaltyStatus.CLAIMED)
    return rows.values_list("agreement__owner_brm_id", "pk")


RULES.register(
    ENDING,
    AttentionRule(
        ENDING, gettext_lazy("Agreement ends"), "certificate", _ending_sentence, _ending_action, _ending_expected
    ),
)
RULES.register(
    PENALTY,
    AttentionRule(
        PENALTY, gettext_lazy("Penalty claimed"), "gavel", _penalty_sentence, _penalty_action, _penalty_expected
    ),
)
