"""The frame: files with their hashes, icons, navigation, tastes, error pages that ask nobody."""

import gzip
import hashlib
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template import Context, Template
from django.test import RequestFactory
from django.urls import reverse

from brm.ui import assets, errors, tones
from brm.ui.navigation import NAV, NavEntry

STATIC = Path(settings.BASE_DIR) / "static"
TEMPLATES = Path(settings.BASE_DIR) / "templates"
SPRITE = set(re.findall(r'<symbol id="([^"]+)"', (STATIC / "icons" / "sprite.svg").read_text()))


def test_vendored_files_are_what_the_lock_says():
    lines = [line.split() for line in (STATIC / "vendor" / "vendor.lock").read_text().splitlines()]
    locked = {parts[0]: parts[4] for parts in lines if parts[0] != "#" and parts[4] != "built"}
    found = {
        str(path.relative_to(STATIC / "vendor")): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in (STATIC / "vendor").rglob("*")
        if path.is_file() and path.name not in {"LICENSE", "NOTICE", "vendor.lock", "inter.css"}
    }

    found |= {
        name: hashlib.sha256((STATIC / "vendor" / name).read_bytes()).hexdigest()
        for name in locked
        if name.startswith("..")
    }

    assert found == locked
    assert all((STATIC / "vendor" / name.split("/")[0] / "LICENSE").exists() for name in locked if name[0] != ".")


@pytest.mark.parametrize(("name", "kind"), sorted(assets.BUILDERS))
def test_a_finished_file_is_kept_for_ever_and_packed(client, name, kind):
    found = assets.asset(f"{name}.{kind}")

    plain = client.get(assets.url(f"{name}.{kind}"))
    packed = client.get(assets.url(f"{name}.{kind}"), headers={"Accept-Encoding": "gzip"})
    old = client.get(reverse("ui:asset", args=[name, "000000000000", kind]))

    assert plain.content == found.body
    assert gzip.decompress(packed.content) == found.body
    assert plain["Cache-Control"] == "public, max-age=31536000, immutable"
    assert old.content == found.body
    assert old["Cache-Control"] == "public, max-age=60"


def test_a_page_weighs_little():
    weight = sum(len(assets.asset(name).packed) for name in ("app.css", "app.js", "vendor.js", "theme.js"))

    assert weight <= 200_000
    assert len(assets.asset("charts.js").packed) <= 250_000


def test_an_unknown_file_is_not_there(client):
    assert client.get("/ui/app.000000000000.exe").status_code == 404


def test_every_icon_named_in_a_template_or_module_is_in_the_sprite():
    named = set()
    for path in TEMPLATES.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        named |= set(re.findall(r'{% icon "([a-z0-9-]+)"', text))
        named |= set(re.findall(r'<c-[a-z-]+[^>]*?\sicon="([a-z0-9-]+)"', text))
    named |= {entry.icon for entry in NAV}

    assert named - SPRITE == set()


def test_no_template_breaks_the_policy():
    forbidden = re.compile(
        r'<style|\sstyle="|<script(?![^>]*\bsrc=)(?![^>]*application/json)|\son[a-z]+="|hx-on|javascript:'
    )
    found = [
        f"{path.relative_to(TEMPLATES)}: {match.group(0)}"
        for path in TEMPLATES.rglob("*.html")
        if not path.name.startswith("_letter") and path.name not in {"mail.html"}
        for match in [forbidden.search(path.read_text(encoding="utf-8"))]
        if match
    ]

    assert found == []


@pytest.mark.parametrize(
    ("view", "status"),
    [
        (errors.bad_request, 400),
        (errors.permission_denied, 403),
        (errors.page_not_found, 404),
        (errors.method_not_allowed, 405),
        (errors.server_error, 500),
        (errors.unavailable, 503),
        (errors.csrf_failure, 403),
    ],
)
def test_error_pages_need_no_database(view, status):
    request = RequestFactory().get("/somewhere/")

    response = view(request)

    assert response.status_code == status
    assert b"error-page" in response.content
    assert response["Cache-Control"] == "no-store"


def test_a_refusal_says_why():
    response = errors.permission_denied(RequestFactory().get("/"), PermissionError("Only the owner may do this."))

    assert b"Only the owner may do this." in response.content


@pytest.mark.django_db
def test_an_address_for_forms_is_a_page_to_whoever_reads_it(client, cast):
    client.force_login(cast.alice)

    response = client.get(reverse("ui:preferences"))

    assert (response.status_code, response["Allow"]) == (405, "POST")
    assert b"Go back to the page with the form" in response.content


@pytest.mark.django_db
def test_language_and_theme_stay_with_the_person(client, cast):
    client.force_login(cast.alice)

    response = client.post(reverse("ui:preferences"), {"language": "zh-hans", "theme": "dark", "next": "/styleguide/"})
    cast.alice.refresh_from_db()

    assert response["Location"] == "/styleguide/"
    assert (cast.alice.language, cast.alice.theme) == ("zh-hans", "dark")
    assert response.cookies["theme"].value == "dark"


@pytest.mark.django_db
def test_before_signing_in_the_browser_remembers(client):
    response = client.post(reverse("ui:preferences"), {"language": "en", "theme": "nonsense", "next": "//elsewhere"})

    assert response["Location"] == "/"
    assert response.cookies[settings.LANGUAGE_COOKIE_NAME].value == "en"
    assert "theme" not in response.cookies


@pytest.mark.django_db
def test_shortcuts_can_be_switched_off(client, cast):
    client.force_login(cast.alice)

    client.post(reverse("ui:preferences"), {"shortcuts": "off"})

    cast.alice.refresh_from_db()
    assert cast.alice.shortcuts is False


@pytest.mark.django_db
def test_the_style_guide_is_for_administrators(client, cast):
    client.force_login(cast.alice)
    assert client.get("/styleguide/").status_code == 404
    client.force_login(cast.ada)
    assert client.get("/styleguide/").status_code == 200


def test_an_entry_is_active_on_its_pages(rf):
    entry = NavEntry("customers", "Customers", "building", "customers:list")
    request = rf.get("/")
    request.resolver_match = type("Match", (), {"view_name": "customers:detail", "namespace": "customers"})()

    assert entry.is_active(request)
    request.resolver_match = type("Match", (), {"view_name": "suppliers:list", "namespace": "suppliers"})()
    assert not entry.is_active(request)


def test_a_state_has_one_tone():
    assert tones.tone_of("missed") == "red"
    assert tones.tone_of("never heard of") == "grey"
    with pytest.raises(ValueError, match="is red already"):
        tones.register("missed", "green")
    with pytest.raises(ValueError, match="is not a tone"):
        tones.register("new state", "pink")


def test_every_component_compiles():
    for path in sorted((TEMPLATES / "cotton").glob("*.html")):
        name = path.stem.replace("_", "-")
        Template(f'<c-{name} title="t" label="l" name="n" icon="x" id="i" href="#" caption="c" value="1" />').render(
            Context({"request": RequestFactory().get("/")})
        )


def test_components_are_given_values_not_comparisons():
    comparison = re.compile(r'\s:[a-z_-]+="(?:not |[^"{]*(?: == | != | and | or | in | not ))[^"]*"')
    found = [
        f"{path.relative_to(TEMPLATES)}: {match.group(0).strip()}"
        for path in TEMPLATES.rglob("*.html")
        for match in comparison.finditer(path.read_text(encoding="utf-8"))
    ]

    assert found == []
