"""One praise: recorded, put right, verified, published, thanked for."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from brm.communications.views.base import Keeping, KeepingForm, KeepingPage, NewForChosen, Press, VerbForm, keepers
from brm.core import clock
from brm.core.errors import DomainError
from brm.documents.domain import documents_of
from brm.matters.domain import thread_for
from brm.parties.domain.links import relationship_url
from brm.parties.domain.queries import relationships_for
from brm.printing.answers import pdf_answer
from brm.ui.http import Request
from brm.ui.pages import Crumb, insiders_only
from customers.praise.domain.letters import letter_of
from customers.praise.domain.queries import consents_of, honours_of, praise_for, praise_kept_by
from customers.praise.domain.recording import change_praise, record_praise
from customers.praise.domain.steps import (
    consent_in_force,
    decline_praise,
    publish_praise,
    share_praise,
    take_down_praise,
    verify_praise,
)
from customers.praise.domain.thanking import thank_for_praise
from customers.praise.enums import REAL, Form, PraiseStatus, Publicity, ThankChannel
from customers.praise.forms import PraiseForm, PublishForm, ReasonForm, ThankForm
from customers.praise.lifecycle import LIFECYCLE
from customers.praise.models import Praise

LINE = [PraiseStatus.RECORDED, PraiseStatus.VERIFIED, PraiseStatus.PUBLISHED, PraiseStatus.SHARED]


class PraisePage(Keeping):
    """One praise, what comes next with it, its forms, consent and history. Engineers read what praises them."""

    show = insiders_only
    source = praise_for
    template_name = "praise/detail.html"
    object_name = "praise"

    def get_title(self) -> Any:
        return self.object.matter.title

    def get_crumbs(self) -> list[Crumb]:
        return [(reverse("praise:list"), _("Praise"))]

    def get_context(self, **more: Any) -> dict[str, Any]:
        praise: Praise = self.object
        keeps = relationships_for(self.request.user).filter(pk=praise.relationship_id).exists()
        honours = list(honours_of(praise))
        linked, hidden = thread_for(self.request.user, praise.matter)
        now = clock.now()
        done = LINE.index(PraiseStatus(praise.status)) if praise.status in LINE else -1
        return super().get_context(
            keeps=keeps, steps={step.name: step for step in LIFECYCLE.available(praise)} if keeps else {},
            blocked=LIFECYCLE.reasons("share", praise), honours=honours,
            line=[
                (status.label, "current" if place == done else "done" if place < done else "")
                for place, status in enumerate(LINE)
            ],
            open_forms=bool({each.form for each in honours} < set(Form.values)) and praise.status in REAL and keeps,
            consents=list(consents_of(praise)) if keeps else [], consent=consent_in_force(praise, now),
            people=[one.user for one in praise.praised.select_related("user")],
            documents=list(documents_of(praise)) if keeps else [], is_real=praise.status in REAL,
            page_of=relationship_url(praise.relationship) if keeps else "", now=now,
            linked=[matter for matter in linked if matter.pk != praise.pk], hidden=hidden if keeps else 0, **more,
        )  # fmt: skip


class NewPraise(NewForChosen):
    """Write praise down; without a customer, choose it first."""

    list_url_name = "praise:list"
    form_class = PraiseForm
    title = _("Record praise")
    submit = _("Record")
    success = _("Recorded. Verify it, and say thank you in time.")
    draft = "praise"
    grid = False

    def get_initial(self) -> dict[str, Any]:
        return {"key": uuid.uuid4().hex, "contact": self.request.GET.get("contact")}

    def save(self, form: PraiseForm) -> Praise:
        if form.relationship is None:
            raise ValueError("praise comes from somebody")
        return record_praise(form.relationship, by=self.request.user, **form.cleaned_data)


class EditPraise(KeepingForm):
    """Put right what was written down."""

    source = praise_kept_by
    form_class = PraiseForm
    title = _("Change the praise")
    success = _("Saved.")
    grid = False

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {
            "user": self.request.user, "relationship": self.object.relationship, "new": False,
        }  # fmt: skip

    def get_initial(self) -> dict[str, Any]:
        praise = self.object
        return {
            "text": praise.text, "contact": praise.contact_id, "source": praise.source, "team": praise.team_id,
            "people": list(praise.praised.values_list("user_id", flat=True)), "service": praise.service_id,
            "title": praise.matter.title,
        }  # fmt: skip

    def save(self, form: PraiseForm) -> Praise:
        return change_praise(self.object, by=self.request.user, expected_version=self.version, **form.cleaned_data)


class VerifyPraise(Press):
    """It was meant so."""

    source = praise_kept_by
    verb = verify_praise
    success = _("Verified. Whoever is praised has been told.")


class SharePraise(Press):
    """Its experience was passed on."""

    source = praise_kept_by
    verb = share_praise
    success = _("Shared.")


class DeclinePraise(VerbForm):
    """It was not meant as praise."""

    source = praise_kept_by
    verb = decline_praise
    form_class = ReasonForm
    title = _("Not confirmed as praise")
    submit = _("Not confirmed")
    success = _("Kept with its reason.")


class TakeDownPraise(VerbForm):
    """Off the wall."""

    source = praise_kept_by
    verb = take_down_praise
    form_class = ReasonForm
    title = _("Take off the wall")
    submit = _("Take off the wall")
    success = _("Taken off the wall.")


class PublishPraise(VerbForm):
    """Made known among us, or outside too."""

    source = praise_kept_by
    verb = publish_praise
    form_class = PublishForm
    title = _("Publish the praise")
    submit = _("Publish")
    success = _("Published.")

    def get_initial(self) -> dict[str, Any]:
        return {"publicity": self.object.publicity or Publicity.INTERNAL}


class ThankPage(VerbForm):
    """How the customer was thanked."""

    source = praise_kept_by
    verb = thank_for_praise
    form_class = ThankForm
    title = _("Thank the customer")
    success = _("Thanked.")
    grid = False

    def get_form_kwargs(self) -> dict[str, Any]:
        contact = self.object.contact
        may = contact is not None and contact.email and not contact.mail_wrong and contact.left_on is None
        return super().get_form_kwargs() | {"may_mail": bool(may)}

    def get_initial(self) -> dict[str, Any]:
        return {"how": ThankChannel.MAIL if self.object.contact and self.object.contact.email else ThankChannel.CALL}


class Letter(KeepingPage):
    """The letter of commendation as PDF: ``?language=zh-hans|en``, ``?outside=1`` under the customer's consent."""

    show = keepers

    def get(self, request: Request, pk: int) -> HttpResponse:
        praise = get_object_or_404(praise_kept_by(request.user), pk=pk)
        language = request.GET.get("language") or request.user.language
        try:
            pdf = letter_of(praise, language=language, outside=request.GET.get("outside") == "1")
        except DomainError as refusal:
            return self._refused(praise, refusal)
        return pdf_answer(pdf, f"{praise.matter.number}-{language}.pdf", download=False)

    def _refused(self, praise: Praise, refusal: DomainError) -> HttpResponse:
        messages.error(self.request, str(refusal))
        return HttpResponseRedirect(praise.get_absolute_url())
