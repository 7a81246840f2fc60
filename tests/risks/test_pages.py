"""Pages and API of the register: the map leads to its risks, every step by its form and by its call."""

from datetime import timedelta

import pytest
from django.urls import reverse

from brm.core import clock
from brm.risks.domain.register import assess_risk, register_risk
from brm.risks.enums import Status
from brm.risks.models import Risk, RiskTemplate
from tests.factories.parties import RelationshipFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def customer(client):
    relationship = RelationshipFactory()
    client.force_login(relationship.owner)
    return relationship


def risk_of(relationship, title="Spare parts run out", place=None):
    risk = register_risk(relationship, title=title, by=relationship.owner)
    return assess_risk(risk, probability=place[0], impact=place[1], by=relationship.owner) if place else risk


@pytest.mark.req("C-24", "G-43")
def test_the_map_counts_and_leads_to_its_risks(client, customer):
    risk_of(customer, "Grave", (5, 5))
    risk_of(customer, "Grave too", (5, 5))
    risk_of(customer, "Slight", (1, 2))
    risk_of(customer, "New")
    risk_of(RelationshipFactory(), "Stranger", (5, 5))

    page = client.get(reverse("risks:list"))
    context = page.context
    marked = {place.value: place.marks for place in context["board"].places if place.marks}
    assert marked == {"5-5": [2], "1-2": [1]}
    assert context["figures"] == {"total": 4, "grave": 2, "new": 1, "due": 0, "occurred": 0}
    field = next(place for place in context["board"].places if place.value == "5-5")
    titles = [row.title for row in client.get(field.href).context["listing"].rows]
    assert sorted(titles) == ["Grave", "Grave too"]
    for query, count in (("state=new", 1), ("level=5", 2), ("q=Slight", 1), ("state=closed", 0), ("whose=mine", 4)):
        assert len(client.get(f"{reverse('risks:list')}?{query}").context["listing"].rows) == count, query
    assert "Grave" in b"".join(client.get(f"{reverse('risks:list')}?export=csv").streaming_content).decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_takes_the_same_queries_however_long(client, customer, django_assert_max_num_queries, rows):
    for number in range(rows):
        risk_of(customer, f"Risk {number}", (3, 3))
    with django_assert_max_num_queries(14):
        assert len(client.get(reverse("risks:list")).context["listing"].rows) == rows


@pytest.mark.req("C-24")
def test_an_empty_register_offers_the_control_table(client, customer):
    RiskTemplate.objects.create(kind="customer", title="Our own line")
    tab = f"{reverse('customers:detail', args=[customer.pk])}?tab=risks"
    begin = reverse("risks:begin", args=[customer.pk])
    assert begin in client.get(tab).content.decode()

    assert client.post(begin, {}).status_code == 422
    own = f"own-{RiskTemplate.objects.get().pk}"
    assert client.post(begin, {"keys": ["real_needs", "no_value", own]}).url == tab
    page = client.get(tab).content.decode()
    assert Risk.objects.filter(relationship=customer).count() == 3
    assert "Our own line" in page


@pytest.mark.req("C-24", "G-43")
def test_every_step_by_its_form(client, customer):
    new = reverse("risks:new")
    data = {"title": "Spares", "relationship": customer.pk, "owner": customer.owner.pk}
    refused = client.post(new, data | {"title": ""})
    assert refused.status_code == 422
    client.post(new, data | {"place": "4-5"})
    risk = Risk.objects.get()
    assert (risk.probability, risk.impact, risk.status) == (4, 5, Status.ASSESSED)

    def press(step, **said):
        return client.post(reverse(f"risks:{step}", args=[risk.pk]), said)

    on = (clock.today() + timedelta(days=9)).isoformat()
    assert press("monitor", review_on=on).status_code == 422
    assert press("assess").status_code == 422
    assert press("assess", place="9-9").status_code == 422
    assert press("assess", place="3-4", remark="Better").status_code == 302
    press("treat", response="reduce", control="A second store", owner=customer.owner.pk)
    press("monitor", review_on=on)
    assert press("occur", what_happened="They ran out").status_code == 302
    press("close", reason="Two stores now")
    risk.refresh_from_db()
    assert risk.status == Status.CLOSED
    page = client.get(reverse("risks:detail", args=[risk.pk])).content.decode()
    assert "They ran out" in page
    assert "Two stores now" in page
    client.force_login(UserFactory(roles=["manager"]))
    assert client.get(reverse("risks:detail", args=[risk.pk])).status_code == 404


@pytest.mark.req("C-24", "G-43")
def test_every_step_by_the_api(client, customer):
    url = "/api/v1/risks/"

    def call(path, **said):
        return client.post(f"{url}{path}", said, content_type="application/json")

    made = call("", relationship=customer.pk, title="Spares", probability=2, impact=2)
    assert made.status_code == 201
    pk = made.json()["id"]
    assert (made.json()["score"], made.json()["status"]) == (4, "assessed")
    assert call(f"{pk}/monitor/", review_on="2026-12-30").status_code == 409
    on = (clock.today() + timedelta(days=9)).isoformat()
    for step, said, state in (
        ("assess", {"probability": 5, "impact": 4}, "assessed"),
        ("treat", {"response": "transfer", "control": "Insurance"}, "treated"),
        ("monitor", {"review_on": on}, "monitored"),
        ("occur", {"what_happened": "It burned"}, "occurred"),
        ("close", {"reason": "Paid"}, "closed"),
    ):
        answer = call(f"{pk}/{step}/", **said)
        assert (answer.status_code, answer.json()["status"]) == (200, state), answer.content
    assert len(client.get(f"{url}{pk}/assessments/").json()) == 2
    begun = call("begin/", relationship=customer.pk, keys=["real_needs"])
    assert (begun.status_code, len(begun.json())) == (201, 1)
    assert client.get(f"{url}?impact__gte=4").json()["results"][0]["id"] == pk
