"""Controls drawn by hand: a template for each option of each list took a third of the time of a page with filters.

Each function writes what Django's own template of the same name writes, from the same context.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe


def _attributes(attrs: Mapping[str, Any]) -> str:
    """Names without a value for True, nothing for False or None."""
    return "".join(
        f" {name}" if value is True else f' {name}="{conditional_escape(value)}"'
        for name, value in attrs.items()
        if value is not False and value is not None
    )


def select(widget: Mapping[str, Any]) -> str:
    """A list to choose from, its options in groups where they have one."""
    parts = [f'<select name="{conditional_escape(widget["name"])}"{_attributes(widget["attrs"])}>']
    for group, options, _index in widget["optgroups"]:
        if group:
            parts.append(f'<optgroup label="{conditional_escape(group)}">')
        for option in options:
            value, label = conditional_escape(str(option["value"])), conditional_escape(option["label"])
            parts.append(f'<option value="{value}"{_attributes(option["attrs"])}>{label}</option>')
        if group:
            parts.append("</optgroup>")
    parts.append("</select>")
    return "".join(parts)


def field(widget: Mapping[str, Any]) -> str:
    """One line to fill in, a tick, a hidden value."""
    value = widget.get("value")
    said = "" if value is None else f' value="{conditional_escape(str(value))}"'
    kind, name = widget["type"], conditional_escape(widget["name"])
    return f'<input type="{kind}" name="{name}"{said}{_attributes(widget["attrs"])}>'


def textarea(widget: Mapping[str, Any]) -> str:
    """Several lines to fill in. The first line break is the browser's own and is not part of the words."""
    value = conditional_escape(str(widget["value"] or ""))
    return f'<textarea name="{conditional_escape(widget["name"])}"{_attributes(widget["attrs"])}>\n{value}</textarea>'


KINDS: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "django/forms/widgets/select.html": select,
    "django/forms/widgets/textarea.html": textarea,
} | {
    f"django/forms/widgets/{name}.html": field
    for name in (
        "checkbox",
        "color",
        "date",
        "datetime",
        "email",
        "hidden",
        "number",
        "search",
        "tel",
        "text",
        "time",
        "url",
    )
}
KINDS_OF_CHOICE = frozenset(f"django/forms/widgets/{name}_option.html" for name in ("radio", "checkbox"))


def drawn(template_name: str, context: Mapping[str, Any]) -> SafeString | None:
    """The control that template would write, or None for one that is drawn by its template."""
    widget = context.get("widget", {})
    kind = KINDS.get(template_name)
    if kind is None and template_name in KINDS_OF_CHOICE and not widget.get("wrap_label"):
        kind = field
    return mark_safe(kind(widget)) if kind else None  # noqa: S308 - every part is escaped above
