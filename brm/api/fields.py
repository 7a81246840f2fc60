"""References in what is sent: only to what the caller may read, so that an id of a stranger is as unknown as none."""

from collections.abc import Callable
from typing import Any

from django.db import models
from rest_framework import serializers

from brm.accounts.models import User


class ScopedField(serializers.PrimaryKeyRelatedField):  # type: ignore[type-arg]
    """An id, looked up in the domain's ``<noun>s_for(user)``."""

    def __init__(self, source_for: Callable[[User], models.QuerySet[Any]], **kwargs: Any) -> None:
        self.source_for = source_for
        if not kwargs.get("read_only"):
            kwargs["queryset"] = source_for(User())
        super().__init__(**kwargs)

    def get_queryset(self) -> models.QuerySet[Any]:
        """What the caller may name."""
        request = self.context.get("request")
        return self.source_for(request.user if request is not None else User())

    def __deepcopy__(self, memo: dict[int, Any]) -> "ScopedField":
        return type(self)(*self._args, **self._kwargs)


class VersionField(serializers.IntegerField):
    """The version the caller has read; a newer one is a conflict that shows the difference (ruling 18)."""
