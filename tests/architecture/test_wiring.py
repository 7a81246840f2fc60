"""Rules about names that are only checked when somebody uses them: tasks, schedule, history labels."""

import ast
import importlib
from collections.abc import Iterator

from django.conf import settings

from brm.audit.trail import ACTIONS
from brm.celery import app
from tests.architecture.sources import name, ours, tree


def _tasks() -> set[str]:
    app.loader.import_default_modules()
    return set(app.tasks)


def test_the_schedule_names_real_tasks():
    scheduled = {str(entry["task"]) for entry in settings.CELERY_BEAT_SCHEDULE.values()}

    assert scheduled - _tasks() == set()


def test_a_night_of_downtime_does_not_pile_up():
    assert [
        key for key, entry in settings.CELERY_BEAT_SCHEDULE.items() if "expires" not in entry.get("options", {})
    ] == []


def test_hints_name_real_tasks():
    asked = {
        node.args[0].value
        for path in ours()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
        and (getattr(node.func, "attr", "") == "enqueue" or getattr(node.func, "id", "") == "enqueue")
        and node.args
        and isinstance(node.args[0], ast.Constant)
    }

    assert asked - _tasks() == set()


def _recorded() -> Iterator[tuple[str, str]]:
    for path in ours():
        for node in ast.walk(tree(path)):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr == "record"
                and getattr(node.func.value, "id", "") == "trail"
                and len(node.args) > 1
                and isinstance(node.args[1], ast.Constant)
            ):
                yield f"{name(path)}:{node.lineno}", str(node.args[1].value)


def test_every_recorded_action_has_words():
    for path in ours():
        module = name(path).removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        if not module.startswith("brm.settings") and module != "brm.ops.gunicorn_conf":
            importlib.import_module(module)

    assert [f"{where} {action}" for where, action in _recorded() if action not in ACTIONS] == []
