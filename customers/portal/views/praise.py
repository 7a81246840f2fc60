"""Thanks as the customers' own people give them: to whom, for what, and whether others may read it."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from brm.core import clock
from brm.ui.columns import Column
from brm.ui.http import Request
from brm.ui.lists import Empty
from brm.ui.pages import attempt
from customers.portal.forms.praise import ConsentForm, PraiseForm
from customers.portal.views.base import VisitorDetail, VisitorForm
from customers.portal.views.complaints import beside_its_field
from customers.portal.views.together import VisitorList
from customers.praise.domain.consents import record_consent, revoke_consent
from customers.praise.domain.queries import consents_of, praise_open_to
from customers.praise.domain.recording import record_praise
from customers.praise.enums import REAL, Source
from customers.praise.models import Praise

CONSENT_FOR = timedelta(days=365)
"""A consent given here holds for a year, and may be taken back on any day of it (INV-35)."""


class NewPraise(VisitorForm):
    """What was good, and who did it: it reaches them."""

    form_class = PraiseForm
    form_template = "portal/praise_form.html"
    title = _("What was good?")
    submit = _("Send")
    draft = "portal-praise"

    def get(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return super().get(request, *args, **kwargs) if self.entries else redirect("portal:home")

    def post(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return super().post(request, *args, **kwargs) if self.entries else redirect("portal:home")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"user": self.request.user}

    def save(self, form: PraiseForm) -> Praise:
        data, entry = form.cleaned_data, form.entry
        praise: Praise = beside_its_field(
            lambda: record_praise(
                entry.relationship, by=self.request.user, text=form.words, source=Source.PORTAL,
                contact=entry.contact, people=data["people"], service=data["service"], files=data["files"],
                key=data["key"],
            )
        )  # fmt: skip
        if data["scope"] and not consents_of(praise).exists():
            record_consent(
                praise, by=self.request.user, scope=data["scope"], given_by=entry.contact,
                expires_on=clock.today() + CONSENT_FOR,
            )  # fmt: skip
        return praise

    def get_success_message(self, result: Praise) -> Any:
        messages.success(self.request, _t("Thank you! It reaches them."), extra_tags=self.draft)
        return ""

    def get_success_url(self, result: Praise) -> str:
        return reverse("portal:praise", args=[result.pk])

    def get_cancel_url(self) -> str:
        return reverse("portal:home")


class Praises(VisitorList):
    """The thanks they gave."""

    source = praise_open_to
    title = _("Praise")
    subtitle = _("What you found good")
    template_name = "portal/praises.html"
    default_sort = "-recorded_at"
    row_template = "portal/praise_card.html"
    columns = (
        Column("number", _("Number"), "matter.number"),
        Column("title", _("What was good"), "matter.title", kind="title"),
        Column("contact", _("Told by")),
        Column("recorded_at", _("Told on"), sort="recorded_at"),
    )
    empty = Empty(
        _("Nobody was praised yet"), _("If somebody did well, a few words of yours reach them."), "mood-heart",
        _("Praise somebody"), "portal:praise_new",
    )  # fmt: skip


class PraisePage(VisitorDetail):
    """One praise: their words, what became of them, and who may read them."""

    source = praise_open_to
    template_name = "portal/praise.html"
    object_name = "praise"

    def get_queryset(self) -> QuerySet[Praise]:
        return praise_open_to(self.request.user).prefetch_related("praised__user")

    def get_title(self) -> str:
        return str(self.object.matter.title)

    def get_crumbs(self) -> list[Any]:
        return [(reverse("portal:praises"), _("Praise"))]

    def get_context(self, **more: Any) -> dict[str, Any]:
        consent = consents_of(self.object).filter(revoked_at=None).first()
        return super().get_context(
            consent=consent, consent_form=ConsentForm(), reached=self.object.status in REAL, **more
        )


class ChangeConsent(VisitorDetail):
    """Let others read it, or no longer."""

    source = praise_open_to

    def get(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return redirect("portal:praise", self.get_object().pk)

    def post(self, request: Request, pk: int) -> HttpResponse:
        praise = get_object_or_404(praise_open_to(request.user), pk=pk)
        back = reverse("portal:praise", args=[pk])
        consent = consents_of(praise).filter(revoked_at=None).first()
        if request.POST.get("scope") == "":
            if consent is None:
                return redirect(back)
            return attempt(
                request,
                lambda: revoke_consent(consent, by=request.user),
                success=_("It is between us again."),
                back=back,
            )
        entry = next(entry for entry in self.entries if entry.relationship.pk == praise.relationship_id)
        return attempt(
            request,
            lambda: record_consent(
                praise, by=request.user, scope=request.POST.get("scope", ""), given_by=entry.contact,
                expires_on=clock.today() + CONSENT_FOR,
            ),
            success=_("Thank you. We may show it for a year; take it back whenever you like."),
            back=back,
        )  # fmt: skip
