"""The service relationship ladder: evidence for each step, the third and fourth side by side (G-21)."""

import pytest
from django.urls import reverse

from brm.audit.trail import history_of
from brm.core.errors import DomainError
from brm.parties.domain.ladder import ladder_of, set_ladder
from tests.factories.parties import RelationshipFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.req("G-21")]


def reach(relationship, *steps):
    return set_ladder(relationship, reached={step: f"shown {step}" for step in steps}, by=relationship.owner)


@pytest.mark.req("INV-49")
def test_three_and_four_run_side_by_side():
    relationship = RelationshipFactory()

    assert reach(relationship, 1, 2, 4).ladder_step == 3
    assert reach(relationship, 1, 2, 3).ladder_step == 4
    assert reach(relationship, 1, 2, 3, 4, 5).ladder_step == 5
    assert reach(relationship, 1).ladder_step == 2
    assert [row.step for row in ladder_of(relationship)] == [1]


@pytest.mark.req("INV-49")
@pytest.mark.parametrize("steps", [(2,), (1, 3), (1, 2, 3, 5)])
def test_no_step_before_its_time(steps):
    with pytest.raises(DomainError, match="comes after"):
        reach(RelationshipFactory(), *steps)


def test_a_step_needs_evidence_and_history_keeps_it():
    relationship = RelationshipFactory()
    with pytest.raises(DomainError, match="what shows"):
        set_ladder(relationship, reached={1: " "}, by=None)

    reach(relationship, 1)
    lines = history_of(relationship).values_list("action", flat=True)
    assert list(lines)[:2] == ["relationship.change", "relationship.ladder"]


def test_the_page_keeps_what_was_typed(client):
    relationship = RelationshipFactory()
    client.force_login(relationship.owner)
    url = reverse("parties:ladder", args=[relationship.pk])

    refused = client.post(url, {"reached_2": "on", "evidence_2": "Kept every meeting"})
    assert refused.status_code == 422
    assert "Kept every meeting" in refused.content.decode()
    client.post(url, {"reached_1": "on", "evidence_1": "Met twice"})
    assert ladder_of(relationship).get().evidence == "Met twice"
    client.force_login(UserFactory())
    assert client.get(url).status_code == 404


@pytest.mark.parametrize("version", ["{before}", "²", "9" * 5000, "", "-1"])
def test_a_ladder_changed_meanwhile_is_shown_before_it_is_saved(client, version):
    relationship = reach(RelationshipFactory(), 1)
    before = relationship.version
    client.force_login(relationship.owner)
    set_ladder(relationship, reached={1: "Theirs"}, by=relationship.owner)
    typed = {"reached_1": "on", "evidence_1": "Mine", "version": version.format(before=before)}

    answer = client.post(reverse("parties:ladder", args=[relationship.pk]), typed)

    assert answer.status_code == 409
    assert "Theirs" in answer.content.decode()
    assert ladder_of(relationship).get().evidence == "Theirs"
    relationship.refresh_from_db()
    answer = client.post(
        reverse("parties:ladder", args=[relationship.pk]), typed | {"version": str(relationship.version)}
    )
    assert answer.status_code == 302
    assert ladder_of(relationship).get().evidence == "Mine"
