"""Pages about mail that came in, for administrators; and the door through which a mail service hands mails in."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from brm.core.errors import DomainError
from brm.inbound.advice import ADVICE
from brm.inbound.domain import deciding
from brm.inbound.domain.handing import is_mailguns, is_signed
from brm.inbound.domain.queries import inbound_mails_for, mailbox_for
from brm.inbound.domain.taking import LARGEST, take_in
from brm.inbound.enums import MailState, Way
from brm.inbound.filters import InboundFilter
from brm.inbound.forms import DiscardForm, PutThroughForm
from brm.inbound.models import InboundMail
from brm.inbound.threads import THREADS
from brm.ui.http import Request
from brm.ui.lists import BulkAction, Column, Empty, ListPage, Preset
from brm.ui.pages import DetailPage, FormPage, Page, attempt
from brm.ui.places import administrators

HEADERS_SHOWN = 40


class InboundList(ListPage):
    """What came in by mail, newest first; what waits for a decision in a view of its own."""

    show = administrators
    source = inbound_mails_for
    title = gettext_lazy("Mail that came in")
    subtitle = gettext_lazy(
        "Answers to our mails. What cannot be trusted is kept aside until you decide; nothing is lost."
    )
    filterset_class = InboundFilter
    columns = (
        Column("title", gettext_lazy("Subject"), kind="title"),
        Column("sender", gettext_lazy("Sender"), "sender"),
        Column("state", gettext_lazy("State"), kind="state"),
        Column("reason", gettext_lazy("Why"), lambda mail: mail.get_reason_display()),
        Column("arrived_at", gettext_lazy("Arrived"), sort="arrived_at"),
        Column("way", gettext_lazy("Way"), lambda mail: mail.get_way_display(), default=False),
        Column("message_id", "Message-ID", default=False),
    )
    default_sort = "-arrived_at"
    row_template = "inbound/row.html"
    template_name = "inbound/list.html"
    presets = (
        Preset("waiting", gettext_lazy("To decide"), "state=quarantined"),
        Preset("delivered", gettext_lazy("Delivered"), "state=delivered"),
        Preset("ignored", gettext_lazy("Left alone"), "state=ignored"),
        Preset("discarded", gettext_lazy("Discarded"), "state=discarded"),
    )
    bulk_actions = (
        BulkAction(
            gettext_lazy("Discard"), "inbound:discard_many", icon="trash", danger=True,
            confirm=gettext_lazy("They are kept for 90 days and can still be put through."),
        ),
    )  # fmt: skip
    empty = Empty(
        gettext_lazy("No mail has come in yet"),
        gettext_lazy("When a customer answers one of our mails, the answer joins what it is about and is listed here."),
        icon="inbox",
    )

    def get_context(self, **more: Any) -> dict[str, Any]:
        return super().get_context(
            configured=bool(settings.INBOUND_ADDRESS),
            by_mailbox=bool(settings.INBOUND_IMAP_URL),
            by_service=bool(settings.INBOUND_WEBHOOK_SECRET or settings.INBOUND_MAILGUN_KEY),
            trusted=settings.INBOUND_TRUSTED_HOST,
            mailbox=mailbox_for(self.request.user),
            **more,
        )


class OneMail(DetailPage):
    """A page about one mail."""

    show = administrators
    source = inbound_mails_for
    template_name = "inbound/detail.html"
    object_name = "mail"

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("decided_by")

    def get_title(self) -> str:
        return self.object.title or _("(no subject)")

    def get_crumbs(self) -> list[Any]:
        return [(reverse("inbound:list"), _("Mail that came in"))]

    def get_context(self, **more: Any) -> dict[str, Any]:
        mail: InboundMail = self.object
        thread = THREADS.get(mail.thread)
        undelivered = mail.state in {MailState.QUARANTINED, MailState.IGNORED, MailState.DISCARDED}
        return super().get_context(
            advice=ADVICE.get(mail.reason, ""),
            thread=thread.label if thread else "",
            may_put_through=undelivered and bool(mail.raw),
            as_addressed=undelivered and bool(mail.raw and mail.contact_id and mail.subject_id),
            may_discard=mail.state == MailState.QUARANTINED,
            discard_form=DiscardForm(),
            **more,
        )


class InboundDetail(OneMail):
    """What is known of one mail; its text is shown on demand, which the history tells (ruling 14)."""


class InboundRead(OneMail):
    """The same page with the text."""

    http_method_names = ["post"]

    def post(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        self.object = mail = self.get_object()
        letter = deciding.open_letter(mail, by=request.user)
        headers = letter.headers[:HEADERS_SHOWN] if letter else []
        context = self.get_context(mail=mail, object=mail, opened=True, letter=letter, headers=headers)
        return render(request, self.template_name, context)


class InboundAsAddressed(OneMail):
    """Deliver it to what it was addressed to."""

    http_method_names = ["post"]

    def post(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        mail = self.get_object()
        return attempt(
            request,
            lambda: deciding.put_through_as_addressed(mail, by=request.user),
            success=gettext_lazy("The mail was delivered."),
            back=mail.get_absolute_url(),
        )


class InboundPutThrough(FormPage):
    """Say where it belongs."""

    show = administrators
    source = inbound_mails_for
    form_class = PutThroughForm
    title = gettext_lazy("Put the mail through")
    subtitle = gettext_lazy("It will stand there as the contact’s own words. The history says that you did this.")
    submit = gettext_lazy("Put through")
    success = gettext_lazy("The mail was delivered.")

    def get_initial(self) -> dict[str, Any]:
        return {"address": self.object.sender}

    def get_crumbs(self) -> list[Any]:
        return [(reverse("inbound:list"), _("Mail that came in")), (self.object.get_absolute_url(), str(self.object))]

    def save(self, form: Any) -> InboundMail:
        return deciding.put_through(self.object, by=self.request.user, **form.cleaned_data)


class InboundDiscard(OneMail):
    """Decide that it is of no use."""

    http_method_names = ["post"]

    def post(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        mail = self.get_object()
        form = DiscardForm(request.POST)
        reason = form.cleaned_data["reason"] if form.is_valid() else ""
        return attempt(
            request,
            lambda: deciding.discard(mail, by=request.user, reason=reason),
            success=gettext_lazy("The mail was discarded."),
            back=mail.get_absolute_url(),
        )


class InboundDiscardMany(Page):
    """Discard the ticked ones."""

    show = administrators
    http_method_names = ["post"]

    def post(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        done = deciding.discard_many(list(InboundList.chosen(request)[:1000]), by=request.user)
        said = ngettext("%(n)d mail was discarded.", "%(n)d mails were discarded.", done) % {"n": done}
        return attempt(request, lambda: None, success=said, back="inbound:list")


@csrf_exempt
@require_POST
def hand_in(request: HttpRequest) -> HttpResponse:
    """A mail service posts a mail as it came, signed as Standard Webhooks say."""
    if not settings.INBOUND_WEBHOOK_SECRET:
        raise Http404
    number = request.headers.get("webhook-id", "")
    signed = is_signed(
        request.body,
        number=number,
        moment=request.headers.get("webhook-timestamp", ""),
        signatures=request.headers.get("webhook-signature", ""),
    )
    if not signed:
        return JsonResponse({"error": "The signature is missing, wrong or too old."}, status=401)
    return _taken(request.body, delivery=f"w:{number}")


@csrf_exempt
@require_POST
def hand_in_mailgun(request: HttpRequest) -> HttpResponse:
    """Mailgun's route posts a form with the mail in ``body-mime``."""
    if not settings.INBOUND_MAILGUN_KEY:
        raise Http404
    said = {name: request.POST.get(name, "") for name in ("timestamp", "token", "signature")}
    if not is_mailguns(moment=said["timestamp"], token=said["token"], signature=said["signature"]):
        return JsonResponse({"error": "The signature is missing, wrong or too old."}, status=401)
    return _taken(request.POST.get("body-mime", "").encode(), delivery=f"m:{said['token']}")


def _taken(raw: bytes, *, delivery: str) -> HttpResponse:
    if not raw.strip():
        return JsonResponse({"error": "There is no mail in it."}, status=400)
    if len(raw) > LARGEST:
        return JsonResponse({"error": "The mail is too large."}, status=413)
    try:
        _mail, new = take_in(raw, way=Way.WEBHOOK, delivery=delivery)
    except DomainError as refusal:
        return JsonResponse({"error": str(refusal)}, status=503)
    return JsonResponse({"taken": new})
