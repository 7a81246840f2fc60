"""Administrators keep the contact points that serve every customer (C-35)."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from customers.insight.domain.channels import change_point, open_point
from customers.insight.domain.queries import shared_contact_points
from customers.insight.models import ContactPoint


@admin.register(ContactPoint)
class SharedContactPointAdmin(admin.ModelAdmin):
    """A hotline, a mailbox: published ways to reach us, with the time in which we answer."""

    list_display = ("name", "channel", "address", "audience", "for_complaints", "published")
    fields = (
        "name", "channel", "address", "audience", "answer_amount", "answer_unit", "for_complaints", "published",
    )  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> QuerySet[ContactPoint]:
        return shared_contact_points(request.user)

    def has_delete_permission(self, request: HttpRequest, obj: ContactPoint | None = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: ContactPoint, form: Any, change: bool) -> None:
        facts = {name: form.cleaned_data[name] for name in self.fields}
        if change:
            change_point(obj, by=request.user, **facts)
        else:
            obj.pk = open_point(None, by=request.user, **facts).pk
