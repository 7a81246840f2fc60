"""The server's files hold together as far as can be told without a container engine (ruling 35)."""

import importlib.resources
import json
import re

import jsonschema
import pytest
import yaml

from brm.core.config import VARIABLES
from tests.architecture.sources import BASE

COMPOSE = yaml.safe_load((BASE / "docker-compose.yml").read_text())
OURS = ("migrate", "web", "worker", "long", "beat")


def test_the_compose_file_follows_the_published_schema():
    vendored = importlib.resources.files("check_jsonschema") / "builtin_schemas" / "vendor" / "compose-spec.json"

    jsonschema.validate(COMPOSE, json.loads(vendored.read_text()))


@pytest.mark.parametrize("name", sorted(COMPOSE["services"]))
def test_every_service_is_locked_in_and_watched(name):
    service = COMPOSE["services"][name]

    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert "healthcheck" in service
    assert service["stop_signal"] == ("SIGINT" if name == "postgres" else "SIGTERM")
    assert "privileged" not in service


def test_everything_waits_for_the_one_migration():
    for name in ("web", "worker", "long", "beat"):
        waits = COMPOSE["services"][name]["depends_on"]
        assert waits["migrate"] == {"condition": "service_completed_successfully"}
        assert waits["postgres"] == waits["valkey"] == {"condition": "service_healthy"}
    assert COMPOSE["services"]["migrate"]["restart"] == "no"


def test_only_the_web_is_published_and_only_to_the_machine_itself():
    assert [name for name, service in COMPOSE["services"].items() if "ports" in service] == ["web"]
    assert COMPOSE["services"]["web"]["ports"] == ["${PUBLISH:-127.0.0.1:8000}:8000"]


def test_every_variable_is_one_the_portal_reads_and_the_example_names_it():
    known = {variable.name for variable in VARIABLES} | {"PROMETHEUS_MULTIPROC_DIR", "KIND"}
    example = set(re.findall(r"^([A-Z_]+)=", (BASE / ".env.example").read_text(), re.MULTILINE))
    asked = set(re.findall(r"\$\{([A-Z_]+)", (BASE / "docker-compose.yml").read_text()))

    for name in OURS:
        assert set(COMPOSE["services"][name]["environment"]) <= known
    assert asked == example


def test_every_volume_is_declared_and_used():
    used = {volume.split(":")[0] for service in COMPOSE["services"].values() for volume in service.get("volumes", [])}

    assert used == set(COMPOSE["volumes"])


def test_the_image_runs_as_nobody_special_and_copies_what_exists():
    lines = (BASE / "Dockerfile").read_text().splitlines()
    copied = [line.split()[1] for line in lines if line.startswith("COPY ") and "--from" not in line]

    assert [line for line in lines if line.startswith("USER ")] == ["USER 10001"]
    assert [name for name in copied if not (BASE / name).exists()] == []
    assert any(line.startswith("HEALTHCHECK ") for line in lines)
    for package in ("brm", "customers", "suppliers", "thirdparty", "surveys", "templates", "static", "manage.py"):
        assert package in copied
