"""A questionnaire as a file: to keep it, to send it to colleagues, to take one over."""

import json
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from brm.accounts.models import User
from brm.core.errors import DomainError
from surveys.questionnaires.domain.composing import SHARED, add_question
from surveys.questionnaires.domain.drafting import TEXTS, create_questionnaire
from surveys.questionnaires.enums import Purpose
from surveys.questionnaires.models import Questionnaire, QuestionnaireVersion

FORMAT = "brm-questionnaire"
EDITION = 1
LARGEST = 1_000_000
ASKED = ("code", *SHARED, "is_required", "show_if")


def exported(version: QuestionnaireVersion) -> dict[str, Any]:
    """A version as plain values, fit for ``imported``."""
    return {
        "format": FORMAT,
        "edition": EDITION,
        "name": version.questionnaire.name,
        "purpose": version.questionnaire.purpose,
        "number": version.number,
        **{name: getattr(version, name) for name in TEXTS},
        "questions": [
            {name: getattr(question, name) for name in ASKED} for question in version.questions.order_by("position")
        ],
    }


def exported_file(version: QuestionnaireVersion) -> bytes:
    """The same as the text of a file."""
    return (json.dumps(exported(version), ensure_ascii=False, indent=2) + "\n").encode()


def read_file(content: bytes) -> dict[str, Any]:
    """What a file says; anything that is no questionnaire is refused."""
    if len(content) > LARGEST:
        raise DomainError(_("The file is too large."), field="file")
    try:
        said = json.loads(content.decode("utf-8-sig"))
    except (UnicodeDecodeError, ValueError, RecursionError):
        raise DomainError(_("This is not a questionnaire: the file is not JSON."), field="file") from None
    if not isinstance(said, dict) or said.get("format") != FORMAT or not isinstance(said.get("questions"), list):
        raise DomainError(_("This is not a questionnaire of ours."), field="file")
    if not _is_writable(said):
        raise DomainError(_("This is not a questionnaire of ours."), field="file")
    if said.get("edition") != EDITION:
        raise DomainError(_("The file is of another edition of the portal."), field="file")
    return said


def _is_writable(said: Any) -> bool:
    """Whether the database can keep every text: none holds NUL, or half a character."""
    left = [said]
    while left:
        one = left.pop()
        if isinstance(one, dict):
            left += [*one.keys(), *one.values()]
        elif isinstance(one, list):
            left += one
        elif isinstance(one, str) and ("\x00" in one or any("\ud800" <= letter <= "\udfff" for letter in one)):
            return False
    return True


@transaction.atomic
def import_questionnaire(
    content: bytes, *, by: User, name: str = "", at: datetime | None = None
) -> QuestionnaireVersion:
    """A new questionnaire with a draft as the file says; a name that is taken gets a number behind it."""
    said = read_file(content)
    purpose = said.get("purpose")
    texts = {text: _text(said.get(text)) for text in TEXTS}
    draft = create_questionnaire(
        by=by, name=_free(name.strip() or _text(said.get("name"))[:110]),
        purpose=purpose if purpose in Purpose.values else Purpose.PUBLIC, at=at, **texts,
    )  # fmt: skip
    for number, row in enumerate(said["questions"], 1):
        try:
            _add(draft, row, by)
        except (DomainError, TypeError, ValueError, KeyError, AttributeError, ValidationError) as error:
            what = str(error) if isinstance(error, DomainError) else _("it cannot be read.")
            raise DomainError(
                _("Question %(number)s: %(what)s") % {"number": number, "what": what}, field="file"
            ) from error
    return draft


def _add(draft: QuestionnaireVersion, row: Any, by: User) -> None:
    if not isinstance(row, dict):
        raise DomainError(_("it cannot be read."))
    facts = {name: row[name] for name in ASKED if name in row}
    for name, value in facts.items():
        if (name.endswith(("_en", "_zh")) or name in ("code", "type", "factor", "measure")) and not isinstance(
            value, str
        ):
            raise DomainError(_("it cannot be read."))
    if not isinstance(facts.get("is_required", False), bool):
        raise DomainError(_("it cannot be read."))
    add_question(draft, by=by, **facts)


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _free(name: str) -> str:
    name = name or _("Questionnaire")
    number, made = 2, name
    while Questionnaire.objects.filter(name=made).exists():
        number, made = number + 1, f"{name} {number}"
    return made
