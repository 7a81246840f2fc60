"""Two people at once: one is served, the other is told the truth (INV-11, INV-12, INV-14)."""

import pytest

from brm.core import clock
from brm.core.errors import DomainError
from brm.documents.models import Document
from brm.matters.models import Matter
from brm.notifications.models import Notification
from customers.complaints.domain import steps
from customers.complaints.domain.merging import merge_complaints
from customers.complaints.domain.messages import write
from customers.complaints.enums import Status
from customers.complaints.models import Complaint, ComplaintMessage, ComplaintRise, SatisfactionCheck
from tests.factories.complaints import NOON, make_stage
from tests.racing import at_once


@pytest.mark.django_db(transaction=True)
@pytest.mark.req("INV-11", "INV-12", "INV-14")
def test_of_two_who_press_at_once_one_is_served():
    clock.travel(NOON)
    stage = make_stage()
    by, told = stage.owner, lambda: stage.at(Status.DECISION_TOLD)

    def twice(make, call):
        complaint = make()
        answers = at_once(lambda: call(complaint), lambda: call(complaint))
        assert sum(isinstance(answer, DomainError) for answer in answers) == 1, answers
        return Complaint.objects.get(pk=complaint.pk)

    twice(stage.file, lambda c: steps.acknowledge(c, by=by, channel="phone"))
    complaint = twice(told, lambda c: steps.refuse(c, by=by, reason="No"))
    assert complaint.level == 1
    assert ComplaintRise.objects.filter(complaint=complaint).count() == 1
    accepted = lambda: steps.accept(told(), by=by)  # noqa: E731 - read where it is used
    complaint = twice(accepted, lambda c: steps.close(c, by=by))
    assert SatisfactionCheck.objects.filter(complaint=complaint).count() == 1
    twice(lambda: stage.at(Status.CLOSED), lambda c: steps.reopen(c, by=by, reason="Again"))
    assessed = lambda: stage.at(Status.ACKNOWLEDGED)  # noqa: E731 - read where it is used
    complaint = twice(
        assessed,
        lambda c: steps.assess(c, by=by, severity=1, impact="All", remedy_sought="Fix", service=stage.service),
    )
    assert complaint.visit_id

    # one withdraws while the other tells the decision: whoever came first, the states stay whole
    complaint = stage.at(Status.ANSWER_PROPOSED)
    at_once(
        lambda: steps.withdraw(complaint, by=by, statement="Enough"),
        lambda: steps.tell_decision(complaint, by=by, decision="Repaired"),
    )
    complaint.refresh_from_db()
    assert complaint.status == Status.WITHDRAWN

    one, two = stage.file(text="One"), stage.file(text="Two")
    answers = at_once(lambda: merge_complaints(one, two, by=by), lambda: merge_complaints(two, one, by=by))
    assert sum(isinstance(answer, DomainError) for answer in answers) == 1
    assert Complaint.objects.filter(pk__in=[one.pk, two.pk], status=Status.MERGED).count() == 1

    # the same form, five times at once
    before = Matter.objects.count()
    answers = at_once(*[lambda: stage.file(key="once", text="The same form")] * 5)
    assert len({answer.pk for answer in answers}) == 1
    assert Matter.objects.count() == before + 1
    key = f"complaint-{answers[0].pk}-received-1"
    assert Notification.objects.filter(key=key).count() == 1

    # the same mail, three times at once
    at_once(*[lambda: write(one, contact=stage.caller, text="Hello", visible=True, key="<mail-1>")] * 3)
    assert ComplaintMessage.objects.filter(key="<mail-1>").count() == 1
    assert not Document.objects.exists()
    # numbers have no gaps and no doubles
    numbers = sorted(Matter.objects.filter(kind="complaint").values_list("number", flat=True))
    assert numbers == [f"CP-2026-{n:05d}" for n in range(1, len(numbers) + 1)]
