"""Where results plug in: no answer after closing, Today, who may read the history, hand-over."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.accounts.models import User
from brm.attention.domain import RULES, AttentionRule
from brm.attention.models import Attention
from brm.audit import words
from brm.parties.domain import happenings
from brm.parties.models import Handover
from surveys.answering.domain.hearers import TAKING
from surveys.results.domain import closing, gaps


def _sentence(row: Attention) -> str:
    said = {name: row.params.get(name, "–") for name in ("organisation", "users", "customers")}
    return _("%(organisation)s: users rate us %(users)s, customers %(customers)s. They are far apart") % said


def _action(row: Attention) -> tuple[object, str]:
    return gettext_lazy("Look at both"), f"{reverse('results:results')}?relationship={row.subject_id}"


def handed_over(handover: Handover, *, by: User | None) -> None:
    """The new manager is told, the old one no longer."""
    gaps.show_gaps(only=handover.relationship_id)


TAKING.register("closed_periods", closing.refuse_in_closed)
RULES.register(
    gaps.RULE,
    AttentionRule(
        gaps.RULE, gettext_lazy("Users and customers apart"), "scale", _sentence, _action, gaps.expected_gaps
    ),
)
happenings.HANDED_OVER.register("satisfaction_gap", handed_over)
words.readable("results.closedperiod", closing.closed_periods_for)
words.readable("results.gaplimit", gaps.gap_limits_for)
