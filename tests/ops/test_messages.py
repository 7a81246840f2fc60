"""Every sentence is found, and a wrong translation never ships."""

import gettext

from brm.ops.messages.catalogue import Catalogue, mismatch
from brm.ops.messages.extract import Message, from_python, from_template

PYTHON = """
from django.utils import translation
from django.utils.translation import gettext as _, gettext_lazy, ngettext as many, pgettext, npgettext_lazy
a = _("One " "sentence")
b = gettext_lazy("Lazy")
c = many("%(n)d day", "%(n)d days", 3)
d = pgettext("month", "May")
e = translation.gettext("By module")
f = _(a)
g = npgettext_lazy("tier", "%d key", "%d keys", "n")
print("not this")
"""
TEMPLATE = """
{% translate "Plain" %} {% trans 'Old' as x %} {% translate "May" context "month" %}
{% blocktranslate trimmed with name=user.name %}
  Hello {{ name }},
  100% welcome
{% endblocktranslate %}
{% blocktranslate count n=rows|length %}{{ n }} row{% plural %}{{ n }} rows{% endblocktranslate %}
{{ _("In a variable") }} {{ value|default:_("In a filter") }}
{% if x == _("In a tag") %}{% endif %}
<c-button label="{% translate 'In an attribute' %}" :title="_('In a dynamic one (twice)')">don't</c-button>
{# {% translate "Commented" %} #}{% comment %}{% translate "Out" %}{% endcomment %}
"""


def test_python_calls_are_found_under_any_name():
    assert set(from_python(PYTHON)) == {
        Message("", "One sentence", ""),
        Message("", "Lazy", ""),
        Message("", "%(n)d day", "%(n)d days"),
        Message("month", "May", ""),
        Message("", "By module", ""),
        Message("tier", "%d key", "%d keys"),
    }


def test_templates_are_read_as_django_reads_them():
    assert set(from_template(TEMPLATE)) == {
        Message("", "Plain", ""),
        Message("", "Old", ""),
        Message("month", "May", ""),
        Message("", "Hello %(name)s, 100%% welcome", ""),
        Message("", "%(n)s row", "%(n)s rows"),
        Message("", "In a variable", ""),
        Message("", "In a filter", ""),
        Message("", "In a tag", ""),
        Message("", "In an attribute", ""),
        Message("", "In a dynamic one (twice)", ""),
    }


def test_update_keeps_words_and_drops_what_nobody_says(tmp_path):
    path = tmp_path / "django.po"
    said = {("", "Kept"): Message("", "Kept", ""), ("", "Gone"): Message("", "Gone", "")}
    first = Catalogue(path)
    first.update(said)
    first.words[("", "Kept")] = "留下"
    first.write(said)
    said = {("", "Kept"): said["", "Kept"], ("c", "%d key"): Message("c", "%d key", "%d keys")}

    second = Catalogue(path)
    second.update(said)
    second.words["c", "%d key"] = "%d 把钥匙"
    second.write(said)
    second.compile()

    assert Catalogue(path).words == {("", "Kept"): "留下", ("c", "%d key"): "%d 把钥匙"}
    before = path.read_bytes()
    Catalogue(path).write(said)
    assert path.read_bytes() == before
    with path.with_suffix(".mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    assert compiled.gettext("Kept") == "留下"
    assert compiled.npgettext("c", "%d key", "%d keys", 5) == "%d 把钥匙"
    assert not second.compile()


def test_check_names_what_is_wrong(tmp_path):
    said = {
        ("", name): Message("", name, "") for name in ("New", "Untranslated", "Doubtful", "%(name)s has %(n)d", "Right")
    }
    catalogue = Catalogue(tmp_path / "django.po")
    catalogue.words = {
        ("", "Untranslated"): "",
        ("", "Doubtful"): "可疑",
        ("", "%(name)s has %(n)d"): "%(name)s",
        ("", "Old"): "旧",
        ("", "Right"): "对",
    }
    catalogue.fuzzy = {("", "Doubtful")}

    assert catalogue.problems(said) == [
        "placeholders differ (expected n, name): '%(name)s has %(n)d' -> '%(name)s'",
        "fuzzy: 'Doubtful'",
        "new, not in the file: 'New'",
        "nobody says it any more: 'Old'",
        "not translated: 'Untranslated'",
    ]


def test_placeholders_of_the_plural_count():
    days = Message("", "One day", "%(n)s days")

    assert mismatch(days, "%(n)s 天") == ""
    assert mismatch(days, "一天") != ""
    assert mismatch(Message("", "100%% of {name}", ""), "{name} 的 100%%") == ""
