"""Writing an answer down for somebody: on the phone, on a visit, from a printed sheet."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.communications.views.base import KeepingForm, KeepingPage
from brm.core.errors import DomainError
from brm.ui.http import Request
from brm.ui.pages import Crumb, insiders_only
from surveys.answering.domain.paper import web_words
from surveys.answering.domain.queries import responses_for, to_write_down_for
from surveys.answering.domain.sheets import number_of, sheet_code
from surveys.answering.domain.taking import take_by_phone
from surveys.answering.models import Response
from surveys.asking.enums import AskChannel
from surveys.questionnaires.domain.answers import AnswersError
from surveys.questionnaires.forms.answering import PREFIX, AnswerForm, questionnaire_form

BY_HAND = {AskChannel.PHONE, AskChannel.VISIT, AskChannel.SHEET}


class WriteDown(KeepingForm):
    """The questionnaire as it is read out, with the answers beside."""

    show = insiders_only
    source = to_write_down_for
    form_class = AnswerForm
    form_template = "answering/take_form.html"
    template_name = "answering/take.html"
    submit = gettext_lazy("Take the answer in")
    success = gettext_lazy("The answer is taken in.")
    grid = False

    def get_form_kwargs(self) -> dict[str, Any]:
        return {}

    def get(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.object = self.get_object()
        return self.answer(self._form())

    def post(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.object = self.get_object()
        form = self._form(request.POST)
        if not form.is_valid():
            return self.answer(form, status=422)
        try:
            response = self.save(form)
        except AnswersError as refusal:
            for name, message in refusal.errors.items():
                form.add_error(PREFIX + name if PREFIX + name in form.fields else None, message)
        except DomainError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, str(self.success))
            return HttpResponseRedirect(self.get_success_url(response))
        return self.answer(form, status=422)

    def _form(self, data: Any = None) -> AnswerForm:
        """In the language of the person asked, whom it is read to."""
        return questionnaire_form(self.object.version, self.object.contact.language, data)

    def save(self, form: Any) -> Response:
        asked = self.request.POST.get("channel") or self.request.GET.get("channel", "")
        channel = asked if asked in BY_HAND else ""
        return take_by_phone(self.object, form.given(), by=self.request.user, channel=channel)

    def get_success_url(self, result: Response) -> str:
        seen = responses_for(self.request.user).filter(pk=result.pk).exists()
        return reverse("answering:response", args=[result.pk]) if seen else reverse("dashboard:today")

    def get_title(self) -> Any:
        return _("Answers of %(person)s") % {"person": self.object.contact.name}

    def get_crumbs(self) -> list[Crumb]:
        if not self.request.user.keeps_relationships:
            return [(reverse("asking:calls"), gettext_lazy("Call list"))]
        return [(reverse("answering:responses"), gettext_lazy("Responses"))]

    def get_cancel_url(self) -> str:
        return reverse("answering:responses" if self.request.user.keeps_relationships else "asking:calls")


class CodeForm(forms.Form):
    """The code at the head of a printed sheet."""

    code = forms.CharField(
        label=gettext_lazy("Code on the sheet"), max_length=40,
        help_text=gettext_lazy("For example S-0002K-7. Large and small letters, spaces and dashes do not matter."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )  # fmt: skip


class SheetPage(KeepingForm):
    """A sheet came back: find whose it is by its code."""

    show = insiders_only
    form_class = CodeForm
    title = gettext_lazy("Enter a printed sheet")
    submit = gettext_lazy("Enter the answers")
    grid = False

    def get_crumbs(self) -> list[Crumb]:
        return [(reverse("answering:responses"), gettext_lazy("Responses"))]

    def get_cancel_url(self) -> str:
        return reverse("answering:responses")

    def save(self, form: Any) -> Any:
        number = number_of(form.cleaned_data["code"])
        found = to_write_down_for(self.request.user).filter(pk=number).first() if number is not None else None
        if found is None:
            raise DomainError(
                _("No open survey of yours has this code. Look at the letters again; perhaps it was entered already."),
                field="code",
            )
        return found

    def get_success_url(self, result: Any) -> str:
        return reverse("answering:take", args=[result.pk]) + "?channel=sheet"


class PrintedSheet(KeepingPage):
    """The questionnaire on paper, with its code, in the language of whom it is for."""

    show = insiders_only

    def get(self, request: Request, pk: int) -> HttpResponse:
        invitation = get_object_or_404(to_write_down_for(request.user), pk=pk)
        language = invitation.contact.language
        form = questionnaire_form(invitation.version, language) if invitation.version else None
        with translation.override(language):
            web = web_words(invitation)
        return render(
            request, "answering/sheet.html",
            {"invitation": invitation, "form": form, "code": sheet_code(invitation), "language": language,
             "web": web, "title": invitation.version.said("title", language) if invitation.version else "",
             "intro": invitation.version.said("intro", language) if invitation.version else ""},
        )  # fmt: skip
