"""The verdict of a half-year, what service is to customers, ideas asked about first."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from brm.core import clock
from brm.core.errors import DomainError, StaleError
from brm.parties.domain.links import relationship_url
from brm.timeline.models import TimelineEntry
from customers.insight.models.factors import half_year_of
from customers.verdicts.domain.checking import decide_need_check, heard, open_need_check
from customers.verdicts.domain.facts import facts_of, half_before
from customers.verdicts.domain.grading import set_cognition, standing
from customers.verdicts.domain.judging import give_verdict, light_of
from customers.verdicts.enums import Ask, Light
from customers.verdicts.models import Cognition, Verdict
from surveys.answering.models import Answer
from tests.api.caller import Caller
from tests.factories.agreements import make_agreement
from tests.factories.parties import RelationshipFactory
from tests.results.factories import Survey
from tests.results.test_figures import signed_in

pytestmark = pytest.mark.django_db
GREEN = {ask.value: ("green", "") for ask in Ask}


@pytest.mark.req("Q-10")
@pytest.mark.parametrize(
    ("reds", "ambers", "light"),
    [((), (), "green"), ((), ("sla",), "green"), ((), ("sla", "spend"), "amber"), (("sla",), (), "amber"),
     (("pay",), (), "red"), (("sla", "penalty"), (), "red")],
)  # fmt: skip
def test_the_verdict_follows_from_the_seven_answers(reds, ambers, light):
    answers = {ask: Light.RED if ask in reds else Light.AMBER if ask in ambers else Light.GREEN for ask in Ask}
    assert light_of(answers) == light


@pytest.mark.req("Q-10")
def test_a_half_year_is_judged_once_and_changed_knowingly(cast):
    customer = RelationshipFactory(owner=cast.alice)
    with pytest.raises(DomainError, match="missing"):
        give_verdict(customer, answers={"pay": ("green", "")}, by=cast.alice)
    first = give_verdict(customer, answers=GREEN, by=cast.alice)
    assert first.light == "green"
    changed = give_verdict(
        customer, answers=GREEN | {"pay": ("red", "They tender")}, by=cast.alice, expected_version=first.version
    )
    assert (changed.pk, changed.light, changed.answers.get(ask="pay").evidence) == (first.pk, "red", "They tender")
    with pytest.raises(StaleError):
        give_verdict(customer, answers=GREEN, comment="Mine", by=cast.alice, expected_version=first.version - 1)
    before = half_before(half_year_of(clock.today()))
    give_verdict(customer, answers=GREEN, period=before, by=cast.alice)
    assert Verdict.objects.filter(relationship=customer).count() == 2
    assert TimelineEntry.objects.filter(relationship=customer, kind="verdict").count() == 3


@pytest.mark.req("Q-10")
def test_what_is_known_stands_beside_each_question(cast):
    customer = RelationshipFactory(owner=cast.alice)
    nothing = {each.ask: each for each in facts_of(customer, half_year_of(clock.today()))}
    assert {each.light for each in nothing.values()} == {""}

    make_agreement(customer)
    known = {each.ask: each for each in facts_of(customer, half_year_of(clock.today()))}
    assert known[Ask.PENALTY].light == "green"
    assert known[Ask.PAY].figures["in_force"] == 1

    client = signed_in(cast.alice)
    url = reverse("verdicts:give", args=[customer.pk])
    assert client.get(url).status_code == 200
    said = {f"light_{ask}": "green" for ask in Ask} | {f"evidence_{ask}": "" for ask in Ask}
    assert client.post(url, {**said, "light_sla": ""}).status_code == 422
    assert client.post(url, {**said, "comment": "Well"}).status_code == 302
    assert Verdict.objects.get(relationship=customer).answers.get(ask="penalty").facts == {"ours": 0, "theirs": 0}
    page = client.get(reverse("verdicts:customer", args=[customer.pk])).content.decode()
    assert "Well" in page
    assert client.get(url).status_code == 200
    assert client.get(relationship_url(customer), {"tab": "verdicts"}).status_code == 200


@pytest.mark.req("Q-11")
def test_levels_are_counted_with_who_rose_and_who_fell(cast):
    now = clock.now()
    customers = [RelationshipFactory(owner=cast.alice) for _n in range(6)]
    for number, customer in enumerate(customers[:5]):
        set_cognition(customer, level=2, by=cast.alice, at=now - timedelta(days=400))
        if number < 3:
            set_cognition(customer, level=4 if number else 1, by=cast.alice, at=now - timedelta(days=10))
    set_cognition(customers[0], level=3, persona="finance", by=cast.alice)
    ids = [customer.pk for customer in customers]

    found = standing(ids, since=now - timedelta(days=365))

    assert (found.known, found.rose, found.fell) == (5, 2, 1)
    assert [(now_, before) for _level, now_, before, _share in found.lines] == [(1, 0), (2, 5), (0, 0), (2, 0)]
    assert found.lines[1][3] == pytest.approx(0.4)
    assert standing(ids, since=now - timedelta(days=365), persona="finance").known == 1
    with pytest.raises(DomainError):
        set_cognition(customers[4], level=2, by=cast.alice)
    client = signed_in(cast.alice)
    assert client.get(reverse("verdicts:levels")).status_code == 200
    answer = client.post(reverse("verdicts:level", args=[customers[5].pk]), {"level": 1, "persona": "", "note": ""})
    assert answer.status_code == 302
    assert Cognition.objects.get(relationship=customers[5]).level == 1
    said = Caller(cast.alice).get("value-cognitions/standing/").json()
    assert (said["known"], said["rose"], said["fell"]) == (6, 2, 1)


@pytest.mark.req("Q-15")
def test_an_idea_is_asked_about_decided_and_stays_decided(cast):
    survey, customer = Survey(cast.alice), RelationshipFactory(owner=cast.alice)
    need = open_need_check(title="Night desk", idea="Open at night?", campaign=survey.campaign, by=cast.alice)
    for number in range(5):
        response = survey.said(customer, 50, on=clock.today())
        Answer.objects.create(response=response, question=survey.rated, value=5 if number else 1, points=50)
    survey.asked(customer, kind="customer", on=clock.today())

    found = heard(need)
    told = next(each for each in found.questions if each.question == survey.rated)
    assert (found.invited, found.answered, told.n_user, told.n_customer) == (6, 5, 5, 0)
    assert [option.user for option in told.options] == [1, 0, 0, 0, 4]
    assert told.shows_user
    assert not told.shows_customer
    client = signed_in(cast.alice)
    assert client.get(need.get_absolute_url()).status_code == 200
    with pytest.raises(DomainError):
        decide_need_check(need, decision="build", reason=" ", by=cast.alice)
    url = reverse("verdicts:need_decide", args=[need.pk])
    assert client.post(url, {"decision": "build", "reason": "Four of five would use it"}).status_code == 302
    assert client.post(url, {"decision": "drop", "reason": "No"}).status_code == 422
    assert client.post(reverse("verdicts:need_new"), {
        "title": "Chat", "idea": "A chat?", "owner": cast.alice.pk, "campaign": "", "value_added": "",
    }).status_code == 302  # fmt: skip


def test_lists_cost_the_same_for_one_and_for_three(cast):
    client = signed_in(cast.alice)
    urls = [reverse("verdicts:list"), reverse("verdicts:needs")]

    def more():
        customer = RelationshipFactory(owner=cast.alice)
        give_verdict(customer, answers=GREEN, by=cast.alice)
        set_cognition(customer, level=2, by=cast.alice)
        open_need_check(title="Idea", idea="?", by=cast.alice)

    def cost():
        found = {}
        for url in urls:
            client.get(url)
            with CaptureQueriesContext(connection) as seen:
                assert client.get(url).status_code == 200
            found[url] = len(seen)
        return found

    more()
    one = cost()
    more(), more()
    assert cost() == one
    assert max(one.values()) <= 15


def test_verdicts_are_given_by_api(cast):
    customer, alice = RelationshipFactory(owner=cast.alice), Caller(cast.alice)
    answers = [{"ask": ask.value, "light": "green"} for ask in Ask]
    made = alice.post("satisfaction-verdicts/", {"relationship": customer.pk, "answers": answers})
    assert (made.status_code, made.json()["light"]) == (201, "green")
    assert len(alice.get("satisfaction-verdicts/known/", {"relationship": customer.pk}).json()) == 7
    need = alice.post("need-checks/", {"title": "Chat", "idea": "A chat?"})
    assert need.status_code == 201
    decided = alice.post(f"need-checks/{need.json()['id']}/decide/", {"decision": "drop", "reason": "Nobody asked"})
    assert decided.json()["decision"] == "drop"
