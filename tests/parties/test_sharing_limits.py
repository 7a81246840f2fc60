"""A share is not a way to take a relationship over."""

import pytest
from django.urls import reverse

from brm.core.errors import DomainError
from brm.parties.domain.relationships import change_relationship
from brm.parties.domain.sharing import share_relationship, unshare_relationship
from brm.parties.models import Relationship
from tests.factories.parties import RelationshipFactory

pytestmark = pytest.mark.django_db


def test_with_whom_it_is_shared_does_not_move_it_to_their_team(client, cast):
    mine = RelationshipFactory(owner=cast.alice, team=cast.team)
    share_relationship(mine, user=cast.sam, by=cast.alice)

    with pytest.raises(DomainError) as refusal:
        change_relationship(mine, by=cast.sam, team=cast.other_team)
    client.force_login(cast.sam)
    page = reverse("parties:relationship_edit", args=[mine.pk])
    answer = client.post(page, {"tier": "A", "type": "basic", "team": cast.other_team.pk})

    assert refusal.value.field == "team"
    assert answer.status_code in (404, 422)
    assert Relationship.objects.get(pk=mine.pk).team == cast.team
    unshare_relationship(mine, user=cast.sam, by=cast.alice)
    assert client.get(page).status_code == 404


def test_who_looks_after_it_moves_it(cast):
    mine = RelationshipFactory(owner=cast.alice, team=cast.team)

    assert change_relationship(mine, by=cast.lena, team=cast.other_team).team == cast.other_team
