"""Pages and programs of value-added services: the gate, each step, the rules, strangers."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from brm.core import clock
from brm.documents.domain import documents_of
from customers.valueadded.domain.queries import policy_on
from customers.valueadded.models import ValueAddedService
from tests.factories.parties import ContactFactory, UserFactory
from tests.valueadded.factories import YES, assess, evaluate, lead_of, make_customer, propose, schedule

pytestmark = pytest.mark.django_db
GATE = {f"answer_{number}": answer for number, (answer, _why) in YES.items()} | {
    f"reason_{number}": why for number, (_answer, why) in YES.items()
}


@pytest.fixture
def relationship(client):
    relationship = make_customer()
    client.force_login(relationship.owner)
    return relationship


def page(name, row):
    return reverse(f"valueadded:{name}", args=[row.pk])


@pytest.mark.req("C-20", "C-21", "INV-07", "INV-10")
def test_the_pages_lead_from_the_proposal_to_the_offer(client, relationship):
    contact = ContactFactory(organisation=relationship.organisation)
    engineer = UserFactory(roles=["engineer"])
    today = clock.today().isoformat()
    url = f"{reverse('valueadded:new')}?relationship={relationship.pk}"
    data = {"relationship": relationship.pk, "title": "VIP 电脑体检", "description": "每季度一次",
            "beneficiaries": [contact.pk]}  # fmt: skip
    refused = client.post(url, data)
    assert refused.status_code == 422
    assert "VIP 电脑体检" in refused.content.decode()
    response = client.post(url, data | {"is_outside": "on"})
    row = ValueAddedService.objects.get()
    assert response.url == page("gate", row)

    assert client.post(page("gate", row), {"answer_1": "yes", "currency": "CNY"}).status_code == 422
    gate = GATE | {"cost_estimate": "800", "cost_limit": "1000", "currency": "CNY", "effort_hours": "6"}
    assert client.post(page("gate", row), gate).status_code == 302
    own = client.post(page("approve", row), follow=True)
    assert "Only a lead" in own.content.decode()
    lead = lead_of(relationship)
    for user, name, values in (
        (lead, "approve", {}),
        (relationship.owner, "schedule", {"starts_on": today, "ends_on": today, "staff": [engineer.pk],
                                          "leaves_agreed_work": "on"}),
        (engineer, "deliver", {"delivered_on": today, "evidence": "12 台",
                               "files": [SimpleUploadedFile("r.png", b"\x89PNG\r\n\x1a\n" + b"\x00" * 64)]}),
        (relationship.owner, "evaluate", {"reaction": "2", "actual_cost": "750"}),
        (lead, "convert", {"title": "Offer", "owner": relationship.owner.pk, "due_on": today}),
    ):  # fmt: skip
        client.force_login(user)
        assert client.get(row.get_absolute_url()).status_code == 200, name
        if values:
            assert client.get(page(name, row)).status_code == 200, name
        response = client.post(page(name, row), values)
        assert response.status_code == 302, (name, response.content.decode()[-3000:])
    row.refresh_from_db()

    assert (row.status, documents_of(row).count()) == ("converted", 1)
    assert "Offer" in client.get(row.get_absolute_url()).content.decode()


def test_scheduling_without_the_confirmation_says_what_stands_in_the_way(client, relationship):
    row = assess(propose(relationship))
    client.force_login(lead_of(relationship))
    client.post(page("approve", row))
    today = clock.today().isoformat()

    refused = client.post(
        page("schedule", row), {"starts_on": today, "ends_on": today, "staff": [relationship.owner.pk]}
    )

    assert refused.status_code == 422
    assert "without moving agreed work" in refused.content.decode()


def test_rejecting_editing_repeating_and_closing(client, relationship):
    lead = lead_of(relationship)
    row = assess(propose(relationship))
    data = {"title": "Another name", "description": "x", "beneficiaries": [row.received_by.get().contact_id],
            "version": row.version}  # fmt: skip
    assert client.get(page("edit", row)).status_code == 200
    assert client.post(page("edit", row), data).status_code == 302
    row.refresh_from_db()
    assert row.matter.title == "Another name"
    client.force_login(lead)
    client.post(page("reject", row), {"reason": "Too dear"})
    assert "Too dear" in client.get(row.get_absolute_url()).content.decode()

    again = evaluate()
    client.force_login(UserFactory(roles=["executive"]))
    response = client.post(page("repeat", again), {"note": "They asked"})
    assert response.url != again.get_absolute_url()
    other = evaluate()
    client.post(page("close", other), {"note": "Enough"})
    other.refresh_from_db()
    assert other.status == "closed"


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_takes_the_same_queries_however_long(client, relationship, django_assert_max_num_queries, rows):
    for _ in range(rows):
        propose(relationship)
    propose()
    client.get(reverse("valueadded:list"))

    with django_assert_max_num_queries(13):
        response = client.get(reverse("valueadded:list"))

    assert len(response.context["listing"].rows) == rows
    for query, count in (("state=open", rows), ("state=approved", 0), ("q=VIP", rows)):
        assert len(client.get(f"{reverse('valueadded:list')}?{query}").context["listing"].rows) == count


def test_the_tab_and_what_an_engineer_may_see(client, relationship):
    row = propose(relationship)
    tab = client.get(f"{reverse('customers:detail', args=[relationship.pk])}?tab=value_added")
    assert row.matter.number in tab.content.decode()

    engineer = UserFactory(roles=["engineer"])
    client.force_login(engineer)
    assert client.get(row.get_absolute_url()).status_code == 404
    mine = schedule(None, staff=[engineer])
    assert client.get(mine.get_absolute_url()).context["delivers"] is True
    assert client.get(page("edit", mine)).status_code == 404


@pytest.mark.req("C-22")
def test_who_leads_sets_the_rules_and_sees_what_held_before(client, relationship):
    url = reverse("valueadded:policy")
    assert client.get(url).status_code == 404
    client.force_login(lead_of(relationship))

    data = {"months": "3", "tiers": ["A", "B"], "cost_limit": "2000", "currency": "CNY"}
    assert client.post(url, data | {"months": "0"}).status_code == 422
    assert client.post(url, data).status_code == 302

    assert (policy_on().months, policy_on().tiers) == (3, ["A", "B"])
    assert len(client.get(url).context["history"]) == 1


@pytest.mark.req("INV-07", "INV-08")
def test_programs_do_the_same(client, relationship):
    def call(path, data=None):
        return client.post(f"/api/v1/value-added/{path}", data or {}, content_type="application/json")

    contact, engineer = ContactFactory(organisation=relationship.organisation), UserFactory(roles=["engineer"])
    today = clock.today()
    data = {"relationship": relationship.pk, "title": "A", "description": "B", "beneficiaries": [contact.pk]}
    assert call("", data).status_code == 409
    made = call("", data | {"is_outside": True})
    assert made.status_code == 201, made.content
    number = made.json()["id"]
    answers = [{"principle": one, "answer": answer, "justification": why} for one, (answer, why) in YES.items()]

    lead = lead_of(relationship)
    for user, path, values, status in (
        (relationship.owner, "gate", {"answers": answers, "cost_estimate": "2000", "cost_limit": "1000"}, 200),
        (lead, "approve", {}, 409),
        (relationship.owner, "gate", {"answers": answers, "cost_estimate": "900", "cost_limit": "1000"}, 200),
        (lead, "approve", {}, 200),
        (lead, "reject", {"reason": "x"}, 409),
        (relationship.owner, "schedule", {"starts_on": str(today), "ends_on": str(today + timedelta(days=2)),
                                          "staff": [engineer.pk], "leaves_agreed_work": True}, 200),
        (engineer, "deliver", {"evidence": "Done"}, 200),
        (relationship.owner, "evaluate", {"reaction": 1, "actual_cost": "10"}, 200),
        (lead, "repeat", {}, 200),
        (lead, "convert", {"title": "x"}, 409),
        (lead, "close", {}, 409),
    ):  # fmt: skip
        client.force_login(user)
        answer = call(f"{number}/{path}/", values)
        assert answer.status_code == status, (path, answer.content)
    assert answer.status_code == 409
    assert ValueAddedService.objects.count() == 2
