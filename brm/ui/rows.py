"""Rows of a list: ``{% row %}`` holds a ``{% column "name" %}`` for each cell that is more than a plain value.

    {% row %}
      {% column "name" %}<a class="cell-main" href="{{ row.get_absolute_url }}">{{ row.name }}</a>{% endcolumn %}
      {% column "state" %}{% badge row.get_state_display row.state %}{% endcolumn %}
    {% endrow %}

The columns chosen by the reader decide which cells are drawn, and in which order.
"""

from django import template
from django.template.base import Node, NodeList, Parser, Token
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

ANY_ROW = "918273645546372819"
"""Stands for the number of a row in a form that is drawn once for all rows of a list (``for_row``)."""


class ColumnNode(Node):
    """One cell's content; drawn by the row it stands in."""

    def __init__(self, name: str, nodelist: NodeList) -> None:
        self.name = name
        self.nodelist = nodelist

    def render(self, context: template.Context) -> SafeString:
        return self.nodelist.render(context)


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
    """``{% column "name" %}…{% endcolumn %}``"""
    try:
        _, name = token.split_contents()
    except ValueError as error:
        raise template.TemplateSyntaxError("column takes the name of a column") from error
    nodelist = parser.parse(("endcolumn",))
    parser.delete_first_token()
    return ColumnNode(name.strip("\"'"), nodelist)


def row_tag(parser: Parser, token: Token) -> RowNode:
    """``{% row %}…{% endrow %}``"""
    nodelist = parser.parse(("endrow",))
    parser.delete_first_token()
    return RowNode(nodelist)
