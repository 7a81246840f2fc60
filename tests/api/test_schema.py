"""The OpenAPI document: without a warning, as checked in, and its page."""

from pathlib import Path

import pytest
import yaml
from django.conf import settings
from django.urls import reverse
from django.utils import translation

from brm.api.management.commands.openapi import document
from brm.api.urls import router

pytestmark = pytest.mark.django_db
PLACE = Path(settings.BASE_DIR) / "docs" / "api" / "openapi.yaml"


def test_the_document_is_the_one_checked_in():
    assert document() == PLACE.read_text(), "the API has changed: run manage.py openapi, and say so in the change log"


def test_the_document_does_not_depend_on_who_asks():
    with translation.override("zh-hans"):
        assert document() == PLACE.read_text()


def test_every_operation_says_how_it_is_refused_and_in_few_words():
    described = yaml.safe_load(PLACE.read_text())

    for path, item in described["paths"].items():
        for method, operation in item.items():
            where = f"{method} {path}"
            assert operation.get("summary"), where
            assert operation.get("description"), where
            assert {"401", "404", "429"} <= set(operation["responses"]), where
            if method in {"post", "patch"}:
                assert {"400", "409"} <= set(operation["responses"]), where
            if method == "post":
                assert "Idempotency-Key" in [each["name"] for each in operation["parameters"]], where
            for parameter in operation.get("parameters", ()):
                if parameter["in"] == "path":
                    schema = parameter["schema"]
                    assert schema["type"] == "integer" or schema.get("format") == "uuid", where


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_page_shows_every_resource(client, cast, language):
    cast.alice.language = language
    cast.alice.save()
    client.force_login(cast.alice)

    page = client.get(reverse("api:docs"))

    text = page.content.decode()
    assert page.status_code == 200
    for prefix, _set, _name in router.registry:
        assert f"<code>/api/v1/{prefix}/</code>" in text
    for name, path in (("meetings", "/api/v1/meetings/{id}/hold/"), ("plans", "/api/v1/plans/preview/")):
        assert path in client.get(reverse("api:resource", args=[name])).content.decode()
    assert client.get(reverse("api:resource", args=["nothing"])).status_code == 404


def test_the_document_is_served_to_those_who_may_call(client, cast):
    assert client.get(reverse("api:schema")).status_code == 401
    client.force_login(cast.alice)

    answer = client.get(reverse("api:schema"))

    assert yaml.safe_load(answer.content)["info"]["title"] == "BRM Portal API"
