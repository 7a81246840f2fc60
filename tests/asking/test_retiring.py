"""A questionnaire that a rule in force asks is not retired under its hands."""

import pytest

from brm.core import clock
from brm.core.errors import BlockedError
from surveys.asking.domain.keeping import deactivate_rule
from surveys.questionnaires.domain.drafting import retire_questionnaire
from tests.api.caller import Caller
from tests.factories.asking import make_rule

pytestmark = pytest.mark.django_db


@pytest.mark.req("Q-01")
def test_what_a_rule_asks_is_not_retired_and_says_which_rule(cast):
    rule = make_rule(at=clock.now(), name="After incidents")
    questionnaire = rule.questionnaire

    with pytest.raises(BlockedError) as refused:
        retire_questionnaire(questionnaire, by=cast.lena)
    assert "After incidents" in " ".join(refused.value.reasons)
    answer = Caller(cast.lena).post(f"questionnaires/{questionnaire.pk}/retire/")
    assert answer.status_code in (409, 422)
    assert "After incidents" in answer.content.decode()
    questionnaire.refresh_from_db()
    assert questionnaire.archived_at is None

    deactivate_rule(rule, by=cast.lena)
    assert retire_questionnaire(questionnaire, by=cast.lena).archived_at is not None
