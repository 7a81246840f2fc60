"""Cells that say the same are drawn once; the bar of filters is kept as long as nothing is asked."""

from types import SimpleNamespace

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.test import Client
from django.urls import reverse
from django.utils import translation

from brm.ui.columns import Column

URL = reverse("complaints:list")


class Row:
    """A row that counts how often its word is asked for."""

    def __init__(self, state: str, contact: object = None) -> None:
        self.state, self.contact, self.asked = state, contact, 0

    def word(self) -> str:
        self.asked += 1
        return f"<{self.state}>"


def table(cell: str) -> Template:
    return Template(f'{{% row %}}{{% column "state" of {cell} %}}{{{{ row.word }}}}{{% endcolumn %}}{{% endrow %}}')


def drawn(template: Template, row: Row) -> str:
    listing = SimpleNamespace(bulk=[], openings=[(Column("state", "State"), "<td>")])
    return template.render(Context({"row": row, "listing": listing}))


def test_a_cell_is_drawn_once_for_each_value_and_language():
    template, first, same, other = table("row.state"), Row("open"), Row("open"), Row("shut")

    assert drawn(template, first) == drawn(template, same) == "<tr><td>&lt;open&gt;</td></tr>"
    assert drawn(template, other) == "<tr><td>&lt;shut&gt;</td></tr>"
    assert (first.asked, same.asked, other.asked) == (1, 0, 1)

    with translation.override("zh-hans"):
        drawn(template, same)
    assert same.asked == 1


def test_a_relation_that_is_not_there_is_a_value_too():
    template = table("row.state row.contact.name")
    nobody, somebody = Row("open"), Row("open", SimpleNamespace(name="Wang"))

    drawn(template, nobody)
    drawn(template, somebody)

    assert (nobody.asked, somebody.asked) == (1, 1)


@pytest.mark.parametrize("words", ['"state" of', '"state" as row.state', '"state" of state', ""])
def test_a_cell_says_what_of_the_row_it_shows(words):
    with pytest.raises(TemplateSyntaxError):
        Template(f"{{% row %}}{{% column {words} %}}{{% endcolumn %}}{{% endrow %}}")


@pytest.mark.django_db
def test_the_bar_is_the_same_kept_or_not_and_says_what_is_asked(cast, client: Client):
    client.force_login(cast.alice)

    def bar(query: str = "") -> str:
        page = client.get(URL + query).content.decode()
        start = page.index('<form class="filter-bar"')
        return page[start : page.index("</form>", start)]

    first, again = bar(), bar()
    asked, other, back = bar("?path=relayed"), bar("?sort=-time"), bar()

    assert first == again == back
    assert '<option value="relayed" selected>' in asked
    assert 'name="sort" value="-time"' in other
