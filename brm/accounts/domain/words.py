"""How accounts read in the history: names for numbers, words for what is no field, who may read whose."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from brm.accounts.domain.queries import people_for, teams_for
from brm.accounts.models import Team, User
from brm.audit import words


def _people(reader: Any, ids: Iterable[int]) -> dict[int, str]:
    return {user.pk: str(user) for user in User.objects.filter(pk__in=ids)}


def _teams(reader: Any, ids: Iterable[int]) -> dict[int, str]:
    return dict(Team.objects.filter(pk__in=ids).values_list("pk", "name"))


words.names("accounts.user", _people)
words.names("accounts.team", _teams)
words.word("successor", _("Taken over by"), model="accounts.user")
words.word("deputy", _("Deputy"), model="accounts.user")
words.word("user", _("Person"), model="accounts.user")
words.word("is_lead", _("Leads the team"))
words.word("passed_on", _("Passed on"))
words.readable("accounts.user", people_for)
words.readable("accounts.team", teams_for)
words.word("from_on", _("First day"))
words.word("to_on", _("Last day"))
words.word("second_factor", _("Second factor"))
