"""What the text in a cell means. Each reader answers the value as JSON keeps it, or says what is wrong."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from brm.imports.enums import DateOrder, FieldType

YES = frozenset({"1", "true", "yes", "y", "x", "✓", "✔", "是", "真", "对", "有"})
NO = frozenset({"0", "false", "no", "n", "否", "假", "不是", "无", "没有"})
_MOMENT = re.compile(
    r"(\d{1,4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,4})日?"
    r"(?:[T\s]\s*(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*([AaPp][Mm])?\s*(Z|[+-]\d{2}:?\d{2})?)?"
)


class WrongError(Exception):
    """The text does not mean anything of this type."""

    def __init__(self, code: str, **particulars: Any) -> None:
        super().__init__(code)
        self.code, self.particulars = code, particulars


@dataclass(frozen=True)
class Manner:
    """How the file writes days and hours, and whom the person may name."""

    order: str = DateOrder.YEAR_FIRST
    zone: str = "Asia/Shanghai"
    people: Mapping[str, int] | None = None
    doubtful_people: frozenset[str] = frozenset()


Reader = Callable[[str], Any]


def text_reader(most: int) -> Reader:
    """Text of limited length; inner line breaks stay, outer blanks go."""

    def read(text: str) -> str:
        if len(text) > most:
            raise WrongError("too_long", most=most)
        return text

    return read


def line_reader(most: int) -> Reader:
    """Text on one line."""

    def read(text: str) -> str:
        plain = " ".join(text.split())
        if len(plain) > most:
            raise WrongError("too_long", most=most)
        return plain

    return read


def number_reader(least: int, most: int) -> Reader:
    """A whole number within limits."""

    def read(text: str) -> int:
        try:
            number = float(text.replace(",", "").replace("，", ""))
            if number != int(number):
                raise ValueError
        except (ValueError, OverflowError):
            raise WrongError("not_a_number", value=text[:60]) from None
        if not least <= number <= most:
            raise WrongError("out_of_range", value=text[:60], least=least, most=most)
        return int(number)

    return read


def flag(text: str) -> bool:
    """Yes or no, in either language."""
    plain = text.casefold()
    if plain in YES:
        return True
    if plain in NO:
        return False
    raise WrongError("not_a_flag", value=text[:60])


def choice_reader(words: Mapping[str, str], shown: str) -> Reader:
    """One of the choices, by key or by label in either language."""

    def read(text: str) -> str:
        value = words.get(text.casefold())
        if value is None:
            raise WrongError("not_a_choice", value=text[:60], choices=shown)
        return value

    return read


def email(text: str) -> str:
    """An address that can be one."""
    try:
        validate_email(text)
    except ValidationError:
        raise WrongError("not_an_address", value=text[:80]) from None
    if len(text) > 254:
        raise WrongError("too_long", most=254)
    return text


def person_reader(manner: Manner) -> Reader:
    """A colleague the person may name, by e-mail address or full name."""
    people = manner.people or {}

    def read(text: str) -> int:
        plain = " ".join(text.split()).casefold()
        if plain in manner.doubtful_people:
            raise WrongError("two_persons", value=text[:80])
        if plain not in people:
            raise WrongError("not_a_person", value=text[:80])
        return people[plain]

    return read


def zone(text: str) -> str:
    """A time zone the world knows."""
    if text not in available_timezones():
        raise WrongError("not_a_zone", value=text[:60])
    return text


def date_reader(manner: Manner) -> Reader:
    """A day; an hour beside it is let go."""

    def read(text: str) -> str:
        return _moment(text, manner.order)[0].date().isoformat()

    return read


def moment_reader(manner: Manner) -> Reader:
    """A moment: in the zone written beside it, else in the file's; a day alone is its beginning."""
    here = ZoneInfo(manner.zone)

    def read(text: str) -> str:
        naive, offset = _moment(text, manner.order)
        return naive.replace(tzinfo=offset or here).astimezone(UTC).isoformat()

    return read


def _moment(text: str, order: str) -> tuple[datetime, timezone | None]:
    match = _MOMENT.fullmatch(text.strip())
    if match is None:
        raise WrongError("not_a_date", value=text[:60])
    first, second, third, hour, minute, seconds, half, offset = match.groups()
    if len(first) == 4:
        year, month, day = first, second, third
    elif len(third) == 4 and len(first) <= 2 and order != DateOrder.YEAR_FIRST:
        year, (month, day) = third, ((second, first) if order == DateOrder.DAY_FIRST else (first, second))
    else:
        raise WrongError("not_a_date", value=text[:60])
    try:
        at = datetime(int(year), int(month), int(day), *_hour(hour, half), int(minute or 0), int(seconds or 0))  # noqa: DTZ001 - the caller adds the zone
    except ValueError:
        raise WrongError("no_such_day", value=text[:60]) from None
    if not 1900 <= at.year <= 2200:
        raise WrongError("no_such_day", value=text[:60])
    return at, _offset(offset)


def _hour(hour: str | None, half: str | None) -> tuple[int]:
    number = int(hour or 0)
    if half:
        if not 1 <= number <= 12:
            raise ValueError
        number = number % 12 + (12 if half.casefold() == "pm" else 0)
    return (number,)


def _offset(text: str | None) -> timezone | None:
    if not text:
        return None
    if text == "Z":
        return UTC
    minutes = int(text[1:3]) * 60 + int(text[-2:])
    if minutes > 14 * 60:
        raise WrongError("no_such_day", value=text)
    return timezone(timedelta(minutes=minutes if text[0] == "+" else -minutes))


def guessed_order(texts: list[str]) -> str:
    """The order in which these cells write their days, as far as they tell."""
    found = set()
    for text in texts:
        match = _MOMENT.fullmatch(text.strip())
        if match is None or len(match[1]) == 4 or len(match[3]) != 4:
            continue
        if int(match[1]) > 12:
            return DateOrder.DAY_FIRST
        if int(match[2]) > 12:
            return DateOrder.MONTH_FIRST
        found.add(DateOrder.MONTH_FIRST if "/" in text else DateOrder.DAY_FIRST)
    return found.pop() if found else DateOrder.YEAR_FIRST


def as_date(value: str | None) -> date | None:
    """A day as staged, as a day again."""
    return date.fromisoformat(value) if value else None


def as_moment(value: str | None) -> datetime | None:
    """A moment as staged, as a moment again."""
    return datetime.fromisoformat(value) if value else None


TYPES_WITHOUT_PARTICULARS: dict[str, Reader] = {FieldType.FLAG: flag, FieldType.EMAIL: email, FieldType.ZONE: zone}
