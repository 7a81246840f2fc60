"""What every page of the administration shares: our history instead of Django's, and no deleting."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect


class Recorded(admin.ModelAdmin):
    """A model whose changes go through the domain: its history is ours, and nothing is deleted."""

    actions: Any = None

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        return redirect("audit:history", self.model._meta.label_lower, object_id)


class Shown(Recorded):
    """A model that is only looked at here: its own pages, or time itself, write it."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class Followed(Recorded):
    """Settings with a history: a new row counts from its moment on, nothing set is ever changed."""

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return obj is None and super().has_change_permission(request, obj)
