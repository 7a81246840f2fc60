"""Rows of a list: ``{% row %}`` holds a ``{% column "name" %}`` for each cell that is more than a plain value.

    {% row %}
      {% column "name" %}<a class="cell-main" href="{{ row.get_absolute_url }}">{{ row.name }}</a>{% endcolumn %}
      {% column "state" %}{% badge row.get_state_display row.state %}{% endcolumn %}
    {% endrow %}

The columns chosen by the reader decide which cells are drawn, and in which order. A cell that says the same for the
same few values names them, ``{% column "level" of row.level %}``, and is drawn once for each of them.
"""

from collections.abc import Callable, Sequence
from operator import attrgetter
from typing import Any

from django import template
from django.template.base import Node, NodeList, Parser, Token
from django.template.loader import get_template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

ANY_ROW = "918273645546372819"
"""Stands for the number of a row in a form that is drawn once for all rows of a list (``for_row``)."""


KEPT_CELLS = 512
"""How many drawings of one cell are kept; one more, and all are drawn anew."""


class ColumnNode(Node):
    """One cell's content; drawn by the row it stands in.

    ``of`` are the values it says: with the reader's language they must decide every character of it, so that what is
    drawn for them once serves every row and every reader. Moments depend on the reader's zone too: no ``of`` for them.
    """

    def __init__(self, name: str, nodelist: NodeList, of: Sequence[str] = ()) -> None:
        self.name = name
        self.nodelist = nodelist
        self.of = [attrgetter(path) for path in of]
        self.kept: dict[tuple[str | None, ...], SafeString] = {}

    def render(self, context: template.Context) -> SafeString:
        if not self.of:
            return self.nodelist.render(context)
        key = (get_language(), *[_said(context["row"], each) for each in self.of])
        drawn = self.kept.get(key)
        if drawn is None:
            drawn = self.nodelist.render(context)
            if len(self.kept) >= KEPT_CELLS:
                self.kept = {}
            self.kept[key] = drawn
        return drawn


def _said(row: Any, value: Callable[[Any], Any]) -> str:
    try:
        return str(value(row))
    except AttributeError:  # a relation that is not there has no name
        return ""


class RowNode(Node):
    """One row: the tick box where there are bulk actions, then the chosen columns."""

    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist
        self.cells = {
            node.name: node for node in nodelist.get_nodes_by_type(ColumnNode) if isinstance(node, ColumnNode)
        }

    def render(self, context: template.Context) -> SafeString:
        return draw(context, self.cells)


def draw(context: template.Context, cells: dict[str, ColumnNode]) -> SafeString:
    """The markup of a row, cells without a template of their own showing the column's value."""
    row, listing = context["row"], context["listing"]
    parts = ["<tr>"]
    if listing.bulk:
        parts.append(
            f'<td class="check"><input class="form-check-input" type="checkbox" name="id" value="{row.pk}" '
            f'form="bulk" data-row-check aria-label="{escape(listing.choose_word)} {escape(row)}"></td>'
        )
    for column, opening in listing.openings:
        cell = cells.get(column.name)
        parts += (opening, cell.render(context).strip() if cell else column.shown(row), "</td>")
    parts.append("</tr>")
    return mark_safe("".join(parts))  # noqa: S308 - cells are templates or escaped values


def column_tag(parser: Parser, token: Token) -> ColumnNode:
    """``{% column "name" %}…{% endcolumn %}``, or ``{% column "name" of row.value … %}``"""
    _, *words = token.split_contents()
    of = words[2:]
    if not words or (len(words) > 1 and (words[1] != "of" or not of)) or not all(one.startswith("row.") for one in of):
        raise template.TemplateSyntaxError("column takes the name of a column, and after “of” what of the row it says")
    of = [one.removeprefix("row.") for one in of]
    nodelist = parser.parse(("endcolumn",))
    parser.delete_first_token()
    return ColumnNode(words[0].strip("\"'"), nodelist, of)


class RowsNode(Node):
    """All rows of the list in hand, by the template of its page: looked up once for all of them."""

    def render(self, context: template.Context) -> SafeString:
        page, listing = context["page"], context["listing"]
        parts = []
        with context.push():
            nodes = get_template(page.row_template).template.nodelist if page.row_template else None  # type: ignore[attr-defined]  # Django's own engine has it
            for row in listing.rows:
                context["row"] = row
                parts.append(draw(context, {}) if nodes is None else nodes.render(context))
        return mark_safe("".join(parts))  # noqa: S308 - rows are templates or escaped values


def rows_tag(parser: Parser, token: Token) -> RowsNode:
    """``{% rows %}``"""
    return RowsNode()


def row_tag(parser: Parser, token: Token) -> RowNode:
    """``{% row %}…{% endrow %}``"""
    nodelist = parser.parse(("endrow",))
    parser.delete_first_token()
    return RowNode(nodelist)
