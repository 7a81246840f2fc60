"""The pages of imports and search in a real browser: no complaint, nothing too wide, nothing serious for axe."""

import os
from pathlib import Path

import pytest
from django.urls import reverse

from brm.imports.domain.uploads import take_file
from brm.imports.domain.working import work
from brm.imports.models import ImportRun
from tests.browser import look
from tests.imports.world import INCIDENTS, applied, checked, person, table, upload

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]
PICTURES = os.environ.get("PICTURES", "")


def world():
    me = person("Me")
    applied(table(["Company", "Tier", "Region"], ["北京用友软件", "B", "北京"], ["Northwind IT", "A", ""]), me)
    file = table(
        ["Company", "Tier", "Region"], ["北京用友软件", "A", "上海"], ["Fresh & Co", "B", "华东"], ["Wrong", "Q", "x"],
        ["Northwind IT", "A", ""],
    )  # fmt: skip
    mixed = checked(file, me, name="客户清单.csv")
    log = take_file(upload(INCIDENTS.read_bytes(), "incidents.csv"), kind="service_event", by=me)
    done = applied(table(["Company"], ["用友网络"]), me)
    return me, {
        "new": reverse("imports:new"),
        "list": reverse("imports:list"),
        "match": reverse("imports:match", args=[log.pk]),
        "errors": reverse("imports:detail", args=[mixed.pk]),
        "changed": reverse("imports:detail", args=[mixed.pk]) + "?show=changed",
        "done": reverse("imports:detail", args=[done.pk]),
        "search": reverse("search:results") + "?q=用友",
        "nothing": reverse("search:results") + "?q=zzzz",
    }


@pytest.mark.parametrize(("size", "theme", "language"), [("desk", "light", "en"), ("phone", "dark", "zh-hans")])
def test_pages_are_fit_to_be_seen(live_server, chromium, size, theme, language):
    me, pages = world()
    type(me).objects.filter(pk=me.pk).update(language=language)
    findings = {}
    with look(chromium, live_server.url, me, size=size, theme=theme) as seen:
        for name, address in pages.items():
            page = seen.open(address)
            if PICTURES:
                page.screenshot(path=Path(PICTURES) / f"{name}-{size}-{theme}.png", full_page=True)
            findings[name, "too wide"], findings[name, "axe"] = seen.overflow(), seen.findings()
            findings[name, "complaints"] = list(seen.complaints)

    assert {key: value for key, value in findings.items() if value} == {}


def test_a_file_goes_through_with_the_bar_moving_by_itself(live_server, chromium, tmp_path):
    me = person("Me")
    path = tmp_path / "customers.csv"
    path.write_text(table(["Company", "Tier"], ["Acme", "A"], ["Beta", "B"]))
    with look(chromium, live_server.url, me) as seen:
        page = seen.open(reverse("imports:new"))
        page.set_input_files("input[type=file]", path)
        page.get_by_role("button", name="Go on").click()
        page.get_by_role("button", name="Check the file").click()
        run = ImportRun.objects.get()
        page.get_by_text("Rows are being compared").wait_for()
        work(run.pk)
        page.get_by_role("button", name="Take over 2 rows").click()
        page.get_by_text("Rows are being taken over").wait_for()
        work(run.pk)
        page.get_by_text("2 rows were taken over").wait_for()
        assert seen.complaints == []
