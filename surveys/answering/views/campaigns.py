"""A campaign's public page, for everybody of a customer, without names; and its questionnaires on paper."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _

from brm.core import clock
from brm.core.errors import DomainError
from brm.core.numbers import whole
from brm.printing.answers import pdf_answer
from brm.ui.http import Request
from brm.ui.pages import Page, insiders_only
from surveys.answering.domain.campaigns import PublicDoor, cast_publicly, public_door, sheets_to_print
from surveys.answering.domain.doors import Answerable
from surveys.answering.domain.paper import sheets_pdf
from surveys.answering.domain.saying import say_pass_of
from surveys.answering.gate import may_answer
from surveys.answering.once import give_back, has_answered, is_good, new_pass, remember, spend
from surveys.answering.rules import SHEETS_AT_ONCE
from surveys.answering.views.public import PublicPage
from surveys.asking.domain.campaign_queries import campaigns_for
from surveys.asking.enums import RespondentKind
from surveys.questionnaires.forms.answering import questionnaire_form

AS_WHOM = {
    RespondentKind.USER: _("I receive the service"),
    RespondentKind.CUSTOMER: _("I sign or pay for it"),
}


class WhoForm(forms.Form):
    """As whom somebody answers: users and customers are counted apart (INV-33)."""

    kind = forms.ChoiceField(
        label=_("Which of these are you?"), widget=forms.RadioSelect(attrs={"data-layout": "pills"})
    )

    def __init__(self, *args: Any, kinds: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["kind"]
        field.choices = [(kind, AS_WHOM[RespondentKind(kind)]) for kind in kinds]


class OpenPage(PublicPage):
    """The questions for whoever was shown the address; nothing is kept before they send, and no name ever."""

    door: PublicDoor

    def get(self, request: HttpRequest, code: str, part: str) -> HttpResponse:
        if (closed := self.opened(code, part)) is not None:
            return closed
        if has_answered(request, self.door):
            return self.thanks()
        return self.draw(self.questions(), WhoForm(kinds=self.door.kinds))

    def post(self, request: HttpRequest, code: str, part: str) -> HttpResponse:
        if (closed := self.opened(code, part)) is not None:
            return closed
        if has_answered(request, self.door):
            return self.go(request.path)
        form, who = self.questions(request.POST), WhoForm(self.said_kind(), kinds=self.door.kinds)
        if not (form.is_valid() & who.is_valid()):
            return self.draw(form, who, status=422)
        form_pass = request.POST.get("pass", "")
        if not is_good(form_pass, self.door):
            form.add_error(None, _("This page was open for very long. What you answered is still here: send it again."))
            return self.draw(form, who, status=409)
        if not may_answer(request, f"{self.door.campaign.pk}-{self.door.relationship.pk}"):
            form.add_error(None, _("Very many answers came from your network. Send yours again in an hour."))
            return self.draw(form, who, status=429)
        if not spend(form_pass):
            return remember(request, self.go(request.path), self.door)  # pressed twice: the first counts
        try:
            cast_publicly(self.door, form.answers, kind=who.cleaned_data["kind"], at=clock.now())
        except DomainError as refusal:
            give_back(form_pass)
            form.add_error(None, str(refusal))
            return self.draw(form, who, status=422)
        return remember(request, self.go(request.path), self.door)

    def opened(self, code: str, part: str) -> HttpResponse | None:
        """None where the questions may be shown; else the page that says kindly why not."""
        door = public_door(code, part, at=clock.now())
        if door is None:
            self.speak("")
            return self.nowhere()
        self.door = door
        self.speak("")
        if door.state == Answerable.YES:
            return None
        status = 410 if door.state == Answerable.EXPIRED else 200
        return self.show("answering/closed.html", status=status, state=door.state)

    def said_kind(self) -> dict[str, str]:
        """What they chose; where there is only one kind, that one."""
        kinds = self.door.kinds
        return {"kind": kinds[0] if len(kinds) == 1 else self.request.POST.get("kind", "")}

    def questions(self, data: Any = None) -> Any:
        version = self.door.campaign.asked_version
        assert version is not None  # noqa: S101 - a campaign that opened has its questions
        return questionnaire_form(version, self.language, data)

    def words(self) -> dict[str, str]:
        """What the questionnaire says around its questions."""
        version = self.door.campaign.asked_version
        return {name: version.said(name, self.language) if version else "" for name in ("title", "intro", "thanks")}

    def draw(self, form: Any, who: WhoForm, *, status: int = 200) -> HttpResponse:
        return self.show(
            "answering/open.html", status=status, form=form, who=who if len(self.door.kinds) > 1 else None,
            words=self.words(), door=self.door, form_pass=new_pass(self.door),
        )  # fmt: skip

    def thanks(self) -> HttpResponse:
        said = say_pass_of(self.door.relationship.pk)
        return self.show("answering/thanks.html", words=self.words(), say_pass=said, is_secret=True)


class SheetsPdf(Page):
    """The questionnaires on paper of a campaign, a hundred in a file."""

    show = insiders_only

    def get(self, request: Request, pk: int) -> HttpResponse:
        campaign = get_object_or_404(campaigns_for(request.user), pk=pk)
        start = whole(request.GET.get("from")) or 0
        rows = list(sheets_to_print(request.user, campaign)[start : start + SHEETS_AT_ONCE])
        if not rows:
            return render(request, "answering/no_sheets.html", self.get_context(campaign=campaign), status=404)
        return pdf_answer(sheets_pdf(rows, title=str(campaign)), f"{campaign}-{start + 1}.pdf")

    def get_title(self) -> Any:
        return _("Nothing to print")
