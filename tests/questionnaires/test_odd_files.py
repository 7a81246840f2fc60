"""Files that are no questionnaire of ours: refused in words, nothing half done."""

import json

import pytest

from brm.core.errors import DomainError
from surveys.questionnaires.domain.exchange import import_questionnaire
from surveys.questionnaires.models import Questionnaire
from tests.api.caller import Caller

pytestmark = pytest.mark.django_db
ASKED = {"code": "a", "type": "scale", "text_en": "x", "text_zh": "y", "low": 1, "high": 5}


def file_of(question=None, **more):
    row = ASKED | (question or {})
    return {"format": "brm-questionnaire", "edition": 1, "name": "N", "purpose": "case", "questions": [row]} | more


def choice(**words):
    return file_of({"type": "choice", "options": [{"value": "a", "en": "e", "zh": "z"} | words]})


ODD = {
    "NUL in the name": file_of(name="a\x00b"),
    "half a character in the name": file_of(name="a\ud800"),
    "NUL in the title": file_of(title_en="\x00"),
    "half a character in the title": file_of(title_en="\udfff"),
    "NUL in an option": choice(en="\x00"),
    "half a character in an option": choice(zh="\ud800"),
    "NUL in a condition": file_of({"show_if": {"code": "b", "op": "is", "value": {"x": "\x00"}}}),
    "points beyond all numbers": choice(score=10**400),
    "an end that is no number": file_of({"low": "x"}),
    "options that are no list": file_of({"type": "choice", "options": "abc"}),
}


@pytest.mark.req("Q-12")
@pytest.mark.parametrize("name", ODD)
def test_a_file_with_what_no_text_has_is_refused(cast, name):
    before = Questionnaire.objects.count()
    with pytest.raises(DomainError):
        import_questionnaire(json.dumps(ODD[name]).encode(), by=cast.lena)
    told = Caller(cast.lena).post("questionnaires/import/", {"content": ODD[name]})

    assert told.status_code in (400, 409)
    assert Questionnaire.objects.count() == before
