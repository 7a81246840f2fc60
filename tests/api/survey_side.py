"""One of each record of surveys, for the API's own world."""

from collections.abc import Callable
from datetime import timedelta
from itertools import count
from typing import Any

from brm.accounts.models import User
from brm.core import clock
from surveys.answering.domain.taking import submit_response
from surveys.asking.domain.budget import opt_out, set_budget
from surveys.asking.models import Invitation
from tests.answering.factories import BAD, invite
from tests.factories.asking import make_closed, make_person, make_rule
from tests.factories.parties import RelationshipFactory

_number = count(1)


def an_invitation(owner: User) -> Any:
    """Somebody who is planned to be asked."""
    now, customer = clock.now(), RelationshipFactory(owner=owner)
    return Invitation.objects.create(
        rule=make_rule(at=now, active=False), matter=make_closed(customer, at=now), relationship=customer,
        contact=make_person(customer), respondent_kind="user", send_at=now, latest_at=now + timedelta(days=1),
        step_at=now + timedelta(days=1),
    )  # fmt: skip


def an_answer(owner: User) -> Any:
    """A low one."""
    return submit_response(invite(RelationshipFactory(owner=owner))[0], BAD)


SURVEYS: dict[str, Callable[[User], Any]] = {
    "survey-answers": an_answer,
    "survey-follow-ups": lambda owner: an_answer(owner).follow_up,
    "survey-invitations": an_invitation,
    "survey-opt-outs": lambda owner: opt_out(make_person(RelationshipFactory(owner=owner))),
}
"""What is one person's."""

SURVEYS_OF_ALL: dict[str, Callable[[User], Any]] = {
    "survey-rules": lambda owner: make_rule(at=clock.now(), active=False),
    "survey-budgets": lambda owner: set_budget(by=owner, cool_down_days=30 + next(_number)),
}
"""What everybody who keeps relationships may read."""
