"""How history is read: words for what is not a field, names for numbers, and who may read the history of what."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models

from brm.core.registry import Registry


@dataclass(frozen=True)
class Word:
    """The label of a change that is no field of its subject; ``model`` says whose numbers its values are."""

    label: object
    model: str = ""


WORDS: Registry[Word] = Registry("word of the history")
NAMES: Registry[Callable[[Any, Iterable[int]], Mapping[int, str]]] = Registry("names for the history")
READABLE: Registry[Callable[[Any], "models.QuerySet[Any]"]] = Registry("readable history")


def word(name: str, label: object, *, model: str = "") -> None:
    """Give a change that is no field its words ("passed_on" -> "Passed on")."""
    WORDS.register(name, Word(label, model))


def names(model: str, find: Callable[[Any, Iterable[int]], Mapping[int, str]]) -> None:
    """Say how numbers of a model become names: ``find(reader, ids)``, leaving out what the reader may not see."""
    NAMES.register(model, find)


def readable(model: str, scope: Callable[[Any], "models.QuerySet[Any]"]) -> None:
    """Open the full history page of a model: ``scope(user)`` answers the records a person may see."""
    READABLE.register(model, scope)
