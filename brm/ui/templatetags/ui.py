"""Tags and filters of every page: icons, moments in the reader's zone, money, people, tones, query strings.

They are built into every template and written for speed: a list of fifty rows calls them hundreds of times.
"""

from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django import template
from django.urls import NoReverseMatch, reverse
from django.utils import timezone, translation
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from brm.ui import assets, clocks, moments, rows, tones
from brm.ui.moments import Zone

register = template.Library()
register.simple_tag(assets.url, name="asset")
register.tag("row", rows.row_tag)
register.tag("column", rows.column_tag)
register.tag("rows", rows.rows_tag)

NOT_KNOWN = "–"


@register.simple_tag
def icon(name: str, classes: str = "", label: str = "") -> SafeString:
    """A Tabler icon from the sprite. Decorative unless ``label`` says what it means."""
    return _icon(assets.url("icons.svg"), str(name), str(classes), str(label))


@lru_cache(maxsize=2048)
def _icon(sprite: str, name: str, classes: str, label: str) -> SafeString:
    named = format_html('role="img" aria-label="{}"', label) if label else 'aria-hidden="true"'
    return mark_safe(  # noqa: S308 - every part is escaped or ours
        f'<svg class="icon {escape(classes)}" {named}><use href="{sprite}#{escape(name)}"/></svg>'
    )


@register.filter
def for_row(form: SafeString, pk: int) -> SafeString:
    """A form drawn once for ``ANY_ROW``, made the form of one row."""
    return SafeString(form.replace(rows.ANY_ROW, str(pk)))


def _plain(value: Any) -> str:
    """Text that claims nothing about being safe, so that a kept fragment is the same whoever asked first."""
    return str(value) + ""


# Moments -------------------------------------------------------------------------------------------------------------


@register.simple_tag
def when(value: datetime | date | None, zone: Zone = None, part: str = "") -> SafeString:
    """A moment in the reader's zone; the other zone, where it differs, in the title (ruling 12).

    ``part="time"`` shows the hour only, ``part="day"`` the day only.
    """
    if value is None or value == "":
        return mark_safe(f'<span class="not-known">{NOT_KNOWN}</span>')  # noqa: S308 - a constant
    if not isinstance(value, datetime):
        return day(value)
    here = timezone.localtime(value)
    text = {"time": f"{here:%H:%M}", "day": moments.day_text(here.date())}.get(part) or moments.moment_text(here)
    title, stamp = escape(moments.title(value, zone)), here.isoformat(timespec="minutes")
    return mark_safe(f'<time datetime="{stamp}" title="{title}">{escape(text)}</time>')  # noqa: S308 - escaped here


@register.simple_tag
def day(value: date | None, full: bool = False) -> SafeString:
    """A calendar day, as the reader writes it; the year only where it is another than this one."""
    if not value:
        return mark_safe(f'<span class="not-known">{NOT_KNOWN}</span>')  # noqa: S308 - a constant
    if isinstance(value, datetime):
        value = timezone.localtime(value).date()
    return mark_safe(  # noqa: S308 - escaped here
        f'<time datetime="{value.isoformat()}" title="{escape(moments.day_text(value, full=True))}">'
        f"{escape(moments.day_text(value, full=full))}</time>"
    )


@register.simple_tag
def ago(value: datetime | date | None, zone: Zone = None) -> SafeString:
    """The distance from now in words; the moment itself in the title."""
    if not value:
        return mark_safe(f'<span class="not-known">{_("never")}</span>')  # noqa: S308 - a translated constant
    if isinstance(value, datetime):
        stamp, title = timezone.localtime(value).isoformat(timespec="seconds"), moments.title(value, zone)
    else:
        stamp, title = value.isoformat(), moments.day_text(value, full=True)
    return mark_safe(  # noqa: S308 - escaped here
        f'<time datetime="{stamp}" data-ago title="{escape(title)}">{escape(moments.relative(value))}</time>'
    )


@register.filter
def duration(value: timedelta | None) -> str:
    """A length of time in its two largest units."""
    if value is None:
        return NOT_KNOWN
    minutes = int(value.total_seconds() // 60)
    days, hours, rest = minutes // 1440, minutes % 1440 // 60, minutes % 60
    if days:
        return _("%(d)d d %(h)d h") % {"d": days, "h": hours}
    if hours:
        return _("%(h)d h %(m)d min") % {"h": hours, "m": rest}
    return _("%(m)d min") % {"m": rest}


# Figures -------------------------------------------------------------------------------------------------------------


@register.filter
def number(value: int | float | Decimal | str | None, places: int = 0) -> str:
    """A figure with its thousands marked; unknown is a dash, never a zero."""
    return NOT_KNOWN if value is None or value == "" else f"{Decimal(str(value)):,.{places}f}"


@register.filter
def percent(value: float | Decimal | None, places: int = 0) -> str:
    """A share given as 0 to 1."""
    return NOT_KNOWN if value is None or value == "" else f"{value * 100:.{places}f}%"


@register.filter
def money(amount: Decimal | None, currency: str = "CNY") -> str:
    """An amount with its currency. Amounts of two currencies are never added (ruling 30)."""
    if amount is None:
        return NOT_KNOWN
    text = f"{amount:,.0f}" if currency in {"JPY", "KRW"} else f"{amount:,.2f}"
    if currency == "CNY" and (translation.get_language() or "").startswith("zh"):
        return f"¥{text}"
    return f"{currency}\u00a0{text}"


# People --------------------------------------------------------------------------------------------------------------


@register.filter
def initials(name: Any) -> str:
    """What stands in an avatar: the last two characters of a Chinese name, the first letters of another."""
    text = str(name or "").strip()
    if not text:
        return "?"
    if any("\u4e00" <= character <= "\u9fff" for character in text):
        return text[-2:] if len(text) > 2 else text
    words = text.replace("@", " ").replace(".", " ").split()
    return (
        "".join(word[0] for word in (words[0], words[-1]) if word)[: len(words)].upper() if words else text[0].upper()
    )


@register.filter
def avatar_tone(name: Any) -> str:
    """The same colour for the same name, always."""
    return f"avatar-tone-{sum(str(name or '').encode()) % 8 + 1}"


@register.simple_tag
def avatar(name: Any, size: str = "sm") -> SafeString:
    """The round sign of a person, for rows. The component ``<c-avatar>`` is the same with more choices."""
    return _avatar(_plain(name or ""), size)


@lru_cache(maxsize=2048)
def _avatar(name: str, size: str) -> SafeString:
    return format_html(
        '<span class="avatar avatar-{} {}" aria-hidden="true">{}</span>', size, avatar_tone(name), initials(name)
    )


@register.simple_tag
def person(name: Any, note: Any = "", size: str = "sm") -> SafeString:
    """Avatar and name, for rows and lines. The component ``<c-person>`` is the same with more choices."""
    if not name:
        return mark_safe(f'<span class="not-known">{NOT_KNOWN}</span>')  # noqa: S308 - a constant
    return _person(_plain(name), _plain(note or ""), size)


@lru_cache(maxsize=2048)
def _person(name: str, note: str, size: str) -> SafeString:
    extra = format_html('<span class="person-note">{}</span>', note) if note else ""
    return format_html(
        '<span class="person">{}<span class="person-text"><span class="person-name">{}</span>{}</span></span>',
        _avatar(name, size), name, extra,
    )  # fmt: skip


# Tones ---------------------------------------------------------------------------------------------------------------


@register.filter
def tone(value: Any) -> str:
    """The colour class of a state. Says nothing alone: a badge always carries its word."""
    return f"tone-{tones.tone_of(value)}"


@register.simple_tag
def badge(text: Any, state: Any = "grey", sign: str = "") -> SafeString:
    """A status pill, for rows. ``state`` is a tone or a state whose tone is known."""
    return _badge(_plain(text), _plain(state), sign)


@lru_cache(maxsize=2048)
def _badge(text: str, state: str, sign: str) -> SafeString:
    mark = icon(sign) if sign else mark_safe('<span class="badge-dot"></span>')
    return format_html('<span class="pill {}">{}{}</span>', tone(state), mark, text)


# Clocks and levels ---------------------------------------------------------------------------------------------------


@register.simple_tag
def clock(
    name: Any = "", state: str = "running", tone: str = "grey", text: Any = "", note: Any = "",
    due: datetime | None = None, share: int | None = None, zone: Zone = None, size: str = "",
) -> SafeString:  # fmt: skip
    """A clock that runs, rests, is late or was stopped; small in rows."""
    return clocks.clock_face(
        name=name, state=state, tone=tone, text=text, note=note, share=share, size=size,
        sign=icon(clocks.sign_of(state), "icon-sm"), due=when(due, zone) if due else SafeString(""),
    )  # fmt: skip


@register.simple_tag
def level(value: int, word: bool = True) -> SafeString:
    """How far something rose on its ladder; without ``word`` as steps only."""
    return clocks.level_mark(value, word=word)


# Addresses -----------------------------------------------------------------------------------------------------------


@register.simple_tag(takes_context=True)
def query(context: template.Context, **changes: Any) -> str:
    """The present query string with some values replaced (None takes one away)."""
    parameters = context["request"].GET.copy()
    for name, value in changes.items():
        if value is None or value == "":
            parameters.pop(name, None)
        else:
            parameters[name] = value
    return f"?{parameters.urlencode()}"


@register.simple_tag
def link_to(name: str, *args: Any, **kwargs: Any) -> str:
    """The address of a page, or nothing where this installation has no such page."""
    try:
        return reverse(name, args=args, kwargs=kwargs or None)
    except NoReverseMatch:
        return ""


# Forms ---------------------------------------------------------------------------------------------------------------


@register.filter
def get(mapping: Any, key: Any) -> Any:
    """``mapping[key]``, or nothing."""
    try:
        return mapping.get(key)
    except AttributeError:
        return getattr(mapping, str(key), None)
