"""Bodies nobody means are malformed, not an error."""

import pytest

from tests.api.caller import ROOT, Caller
from tests.factories.parties import RelationshipFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["contacts/", "documents/", "imports/"])
@pytest.mark.parametrize("body", ["[" * 100_000, '{"a":' * 100_000, "{"])
def test_json_without_end_is_malformed(client, path, body):
    caller = Caller(RelationshipFactory().owner)

    answer = caller.client.post(ROOT + path, body, "application/json", headers=caller.headers)

    assert answer.status_code == 400
    assert answer.json()["detail"]
