"""What a reader of the whole database could lay side by side: days, grades, the order of rows (ruling 32)."""

from datetime import timedelta

import pytest
from django.db.models.expressions import RawSQL

from brm.core import clock
from surveys.answering.domain.ballots import empty_boxes
from surveys.answering.domain.taking import submit_response
from surveys.answering.models import Answer, Ballot, Response
from surveys.asking.models import Invitation
from tests.answering.factories import GOOD, invite, make_campaign, make_version
from tests.factories.parties import RelationshipFactory

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def campaign():
    relationship = RelationshipFactory()
    made = make_campaign(make_version(), owner=relationship.owner, is_anonymous=True)
    made.customer = relationship
    return made


def answer(campaign, number, *, at, **facts):
    invitation, _token = invite(campaign.customer, campaign=campaign, expires_at=at + 9 * DAY, **facts)
    submit_response(invitation, GOOD | {"words": f"{number:02}"}, at=at)
    return invitation


def over(campaign):
    campaign.status, campaign.closed_at = "closed", clock.now()
    campaign.save()


@pytest.mark.req("INV-30")
def test_the_day_and_the_grade_of_an_answer_name_nobody(campaign):
    now = clock.now()
    for number in range(6):
        answer(campaign, number, at=now + number * DAY, grade="ABC"[number % 3])
    assert Ballot.objects.values("on").distinct().count() == 1  # not in the box either
    assert {row["grade"] for row in Ballot.objects.values_list("content", flat=True)} == {""}
    empty_boxes()

    asked = Invitation.objects.filter(campaign=campaign)
    assert asked.values("ended_on").distinct().count() == 6
    kept = Response.objects.filter(campaign=campaign)
    assert set(kept.values_list("answered_on", "grade")) == {(clock.day_of(campaign.opens_at), "")}


def test_the_last_few_are_shuffled_among_those_before_and_nothing_is_lost(campaign):
    now = clock.now()
    for number in range(12):
        answer(campaign, number, at=now)
    assert empty_boxes() == 12
    before = set(Response.objects.values_list("pk", flat=True))
    last = answer(campaign, 99, at=now)
    assert empty_boxes() == 0
    over(campaign)

    assert empty_boxes() == 1
    assert last.pk
    rows = Response.objects.filter(campaign=campaign)
    assert rows.count() == 13
    assert not before & set(rows.values_list("pk", flat=True))  # the newest rows are not the newest answers
    words = list(Answer.objects.filter(question__code="words").order_by("pk").values_list("text", flat=True))
    assert sorted(words) == [*(f"{number:02}" for number in range(12)), "99"]
    assert Answer.objects.filter(response__in=rows).count() == 13 * (len(GOOD) + 1)
    assert set(rows.values_list("csat", "nps")) == {(100, 9)}
    assert empty_boxes() == 0


def test_answers_of_the_website_are_no_company_for_who_was_invited(campaign):
    content = None
    for number in range(4):
        answer(campaign, number, at=clock.now())
    content = Ballot.objects.first().content | {"channel": "web"}
    for _n in range(5):
        Ballot.objects.create(campaign=campaign, content=content, on=clock.today())

    assert empty_boxes() == 5
    assert set(Response.objects.values_list("channel", flat=True)) == {"web"}
    assert Ballot.objects.exclude(content__channel="web").count() == 4


@pytest.mark.django_db(transaction=True)
@pytest.mark.req("INV-30")
def test_the_numbers_of_transactions_lead_from_no_ballot_to_an_invitation():
    relationship = RelationshipFactory()
    campaign = make_campaign(make_version(), owner=relationship.owner, is_anonymous=True)
    campaign.customer = relationship
    for number in range(3):
        answer(campaign, number, at=clock.now())
    assert empty_boxes() == 0

    cast = RawSQL("answering_ballot.xmin::text::bigint", ())
    crossed = RawSQL("asking_invitation.xmin::text::bigint", ())
    casts = set(Ballot.objects.annotate(number=cast).values_list("number", flat=True))
    offs = Invitation.objects.filter(campaign=campaign).annotate(number=crossed).values_list("number", flat=True)
    assert len(casts) == 1
    assert casts.isdisjoint({number + 1 for number in offs})
    assert empty_boxes() == 0
    assert set(Ballot.objects.annotate(number=cast).values_list("number", flat=True)) == casts  # not again and again
