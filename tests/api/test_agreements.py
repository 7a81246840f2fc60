"""The whole life of an agreement by the API, and what a stranger finds of it: nothing."""

from datetime import timedelta

import pytest

from brm.catalogue.models import Metric
from brm.core import clock
from tests.api.caller import Caller
from tests.api.world import a_contact
from tests.factories.communications import make_plan
from tests.factories.people import Cast

pytestmark = pytest.mark.django_db


@pytest.mark.req("C-37", "R-19", "M-14", "M-15", "INV-56", "INV-29")
def test_an_agreement_lives_by_the_api(alice: Caller, lena: Caller, sam: Caller, cast: Cast):
    contact = a_contact(cast.alice)
    relationship = contact.organisation.relationships.get()
    relationship.team = cast.team
    relationship.save(update_fields=["team"])
    today = clock.today()
    day = today.isoformat()
    refused = alice.post("services/", {"code": "OPS", "name_en": "Operations"})
    assert (refused.status_code, "Leads" in refused.json()["detail"]) == (409, True)
    service = lena.post(
        "services/", {"code": "OPS", "name_en": "Operations", "views": [{"audience": "user", "text_en": "Us"}]}
    ).json()
    assert service["views"][0]["text_en"] == "Us"
    twice = [{"audience": "it"}, {"audience": "it"}]
    assert lena.patch(f"services/{service['id']}/", {"views": twice}).status_code == 409
    note = lena.post("service-notes/", {"service": service["id"], "kind": "risk", "text_en": "Old"}).json()
    decided = {"note": note["id"], "relationship": relationship.pk, "answer": "accepted", "contact": contact.pk}
    assert alice.post("risk-decisions/", decided).status_code == 201
    assert alice.post("risk-decisions/", {**decided, "contact": None}).status_code == 400

    drafted = alice.post(
        "agreements/",
        {
            "relationship": relationship.pk, "title": "Operations",
            "start_on": (today - timedelta(days=200)).isoformat(),
            "end_on": (today + timedelta(days=165)).isoformat(), "services": [service["id"]], "fee": "600000.00",
        },
    )  # fmt: skip
    assert drafted.status_code == 201
    address = f"agreements/{drafted.json()['id']}/"
    pk = drafted.json()["id"]
    assert sam.get(address).status_code == 404
    assert sam.get("agreements/").json()["results"] == []
    clause = alice.post(
        "agreement-clauses/", {"agreement": pk, "number": "7", "kind": "penalty", "title": "Penalties"}
    ).json()
    review = alice.post(
        "agreement-clauses/", {"agreement": pk, "number": "5", "kind": "communication", "title": "Reviews"}
    ).json()
    plan = make_plan(relationship, at=clock.now(), start_on=today)
    assert alice.post(f"agreement-clauses/{review['id']}/link-plan/", {"plan": plan.pk}).status_code == 200
    metric = Metric.objects.get(code="availability").pk
    term = alice.post("agreement-terms/", {"agreement": pk, "metric": metric, "target": "99.5"}).json()
    assert (term["unit"], term["direction"], term["edition"]) == ("percent", "higher", 1)
    signed = alice.post(f"{address}sign/", {"signed_by": contact.pk, "signed_on": day})
    assert signed.json()["status"] == "active"
    assert alice.patch(f"agreement-terms/{term['id']}/", {"target": "99.9"}).status_code == 409
    version = alice.post(
        f"{address}amend/",
        {"title": "Better", "effective_on": day, "signed_by": contact.pk, "signed_on": day, "fee": "650000"},
    )
    assert (version.status_code, version.json()["number"]) == (201, 2)
    newer = alice.patch(f"agreement-terms/{term['id']}/", {"target": "99.9", "amendment": version.json()["id"]})
    assert (newer.json()["edition"], alice.get(address).json()["fee"]) == (2, "650000.00")
    month = {
        "period_from": (today - timedelta(days=60)).isoformat(),
        "period_to": (today - timedelta(days=30)).isoformat(),
    }
    result = alice.post("agreement-results/", {"term": term["id"], "value": "98", **month}).json()
    assert (result["is_kept"], result["target"]) == (False, "99.500")
    penalty = alice.post(
        "penalties/",
        {"agreement": pk, "clause": clause["id"], "result": result["id"], "amount": "100", "cause": "Outage",
         "occurred_on": day},
    ).json()  # fmt: skip
    assert alice.post(f"penalties/{penalty['id']}/contest/", {"reason": "No"}).json()["status"] == "contested"
    assert alice.post(f"penalties/{penalty['id']}/accept/").status_code == 409
    settled = alice.post(f"penalties/{penalty['id']}/settle/", {"amount": "0", "on": day})
    assert settled.json()["status"] == "settled"
    assert alice.post(f"{address}verdict/", {"verdict": "renew"}).json()["verdict"] == "renew"
    renewal = alice.post(f"{address}renew/").json()
    assert renewal["renews"] == pk
    assert alice.post(f"agreements/{renewal['id']}/discard/").status_code == 204
    ended = {"on": day, "reason": "They move"}
    assert alice.post(f"{address}terminate/", ended).status_code == 409
    assert lena.post(f"{address}terminate/", ended).json()["status"] == "terminated"
    found = alice.get("agreements/", {"status": "terminated", "service": service["id"]}).json()["results"]
    assert [row["id"] for row in found] == [pk]
