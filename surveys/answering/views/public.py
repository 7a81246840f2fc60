"""Answering without an account, behind a link that is good for one thing only. Works without scripts and cookies."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import View

from brm.core import clock
from brm.core.errors import DomainError
from surveys.answering.domain.declining import never_ask_again
from surveys.answering.domain.doors import Answerable, Door, door_of, is_secret
from surveys.answering.domain.saying import say, say_pass, told_by
from surveys.answering.domain.sheets import invitation_of_code, web_code
from surveys.answering.domain.steps import Step, first_open, steps_of
from surveys.answering.domain.taking import decline_to_answer, draft_of, save_draft, submit_response
from surveys.answering.forms import SayForm, StepForm, TypedCodeForm
from surveys.answering.gate import may_knock, note_miss
from surveys.asking.models import Invitation
from surveys.questionnaires.domain.answers import AnswersError, questions_of
from surveys.questionnaires.forms.answering import PREFIX, AnswerForm, questionnaire_form

LANGUAGES = {"zh-hans": "中文", "en": "English"}
GONE = {Answerable.EXPIRED, Answerable.REVOKED}


# The address itself is the right to answer; there is no session that a foreign page could misuse, and with
# "no-referrer" browsers name no origin that could be compared.
@method_decorator(csrf_exempt, name="dispatch")
class PublicPage(View):
    """A page for whoever holds its address: never indexed, never cached, never named to another site."""

    language = ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if may_knock(request):
            asked = request.POST.get("lang") or request.GET.get("lang") or ""
            self.language = asked if asked in LANGUAGES else ""
            response = super().dispatch(request, *args, **kwargs)
        else:
            response = self.show("answering/busy.html", status=429)
            response.headers["Retry-After"] = "600"
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        response.headers["Cache-Control"] = "no-store"
        response._has_been_logged = True  # type: ignore[attr-defined] # the log would keep the address, which is the key
        return response

    def speak(self, language: str) -> None:
        """In the language they switched to, else in theirs."""
        self.language = self.language or (language if language in LANGUAGES else "zh-hans")
        translation.activate(self.language)
        self.request.LANGUAGE_CODE = self.language

    def show(self, template: str, *, status: int = 200, **context: Any) -> HttpResponse:
        switch = [(code, name, code == self.language) for code, name in LANGUAGES.items()]
        return render(self.request, template, {"switch": switch, "lang": self.language, **context}, status=status)

    def nowhere(self) -> HttpResponse:
        """A link that is not ours."""
        note_miss(self.request)
        return self.show("answering/closed.html", status=404, state=Answerable.UNKNOWN)

    def go(self, url: str, **query: Any) -> HttpResponse:
        if self.request.POST.get("lang") in LANGUAGES:
            query["lang"] = self.request.POST["lang"]
        return HttpResponseRedirect(f"{url}?{urlencode(query)}" if query else url)


class CodePage(PublicPage):
    """Whoever holds a printed sheet may answer on the web: they type its code. Wrong ones are counted as guesses."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.draw(TypedCodeForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = TypedCodeForm(request.POST)
        if not form.is_valid():
            return self.draw(form, status=422)
        invitation = invitation_of_code(form.cleaned_data["code"])
        if invitation is not None:
            return self.go(reverse("answering:answer", args=[web_code(invitation)]))
        note_miss(request)
        self.speak(translation.get_language_from_request(request))
        form.add_error("code", _("No sheet has this code. Look at its letters again."))
        return self.draw(form, status=422)

    def draw(self, form: TypedCodeForm, *, status: int = 200) -> HttpResponse:
        self.speak(translation.get_language_from_request(self.request))
        return self.show("answering/by_code.html", status=status, form=form)


class BehindLink(PublicPage):
    """A page about one invitation."""

    door: Door
    invitation: Invitation

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        return self.opened(token) or self.ask(request)

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        return self.opened(token) or self.take(request)

    def opened(self, token: str) -> HttpResponse | None:
        """None where the questions may be shown; else the page that says kindly why not."""
        self.door = door_of(token, at=clock.now())
        if self.door.invitation is None:
            return self.nowhere()
        self.invitation = self.door.invitation
        draft = None if is_secret(self.invitation) else draft_of(self.invitation)
        self.before: dict[str, Any] = dict(draft.draft) if draft else {}
        self.speak((draft.language if draft else "") or self.invitation.contact.language)
        return None if self.door.is_open else self.closed()

    def closed(self) -> HttpResponse:
        state = self.door.state
        if state == Answerable.ANSWERED:
            return self.show("answering/thanks.html", **self.about(), say_pass=say_pass(self.invitation))
        status = 410 if state in GONE else 200
        return self.show("answering/closed.html", status=status, state=state, **self.about())

    def about(self) -> dict[str, Any]:
        version = self.invitation.version
        words = {name: version.said(name, self.language) if version else "" for name in ("title", "intro", "thanks")}
        return {
            "invitation": self.invitation, "words": words, "token": self.kwargs["token"],
            "is_secret": is_secret(self.invitation),
        }  # fmt: skip

    def ask(self, request: HttpRequest) -> HttpResponse:
        raise NotImplementedError

    def take(self, request: HttpRequest) -> HttpResponse:
        raise NotImplementedError


class AnswerPage(BehindLink):
    """The questions: page by page, kept as they go; on one page where the survey is anonymous and nothing is kept."""

    def ask(self, request: HttpRequest) -> HttpResponse:
        return self.draw(self.form())

    def take(self, request: HttpRequest) -> HttpResponse:
        if is_secret(self.invitation):
            form = self.form(request.POST)
            return self.send(form, form.given()) if form.is_valid() else self.draw(form, status=422)
        step, back = self.step(), request.POST.get("go") == "back"
        partial = StepForm(step, self.language, request.POST, given=self.before, partial=back)
        if not partial.is_valid():
            return self.draw(partial, status=422)
        said = partial.said()
        after = steps_of(self.questions, {**self.before, **said})
        if not back and step.number >= len(after):
            return self.send(partial, said)
        try:
            save_draft(self.invitation, said, language=self.language)
        except DomainError:
            return self.go(request.path)  # it ended meanwhile: the page says so
        return self.go(request.path, step=max(1, step.number - 1) if back else step.number + 1)

    def send(self, form: AnswerForm, said: Mapping[str, Any]) -> HttpResponse:
        try:
            submit_response(self.invitation, said, language=self.language)
        except AnswersError as refusal:
            with suppress(DomainError):  # it ended meanwhile
                save_draft(self.invitation, said, language=self.language)
            return self.missing(form, refusal)
        except DomainError as refusal:
            if door_of(self.kwargs["token"], at=clock.now()).is_open:
                form.add_error(None, str(refusal))
                return self.draw(form, status=422)
            # else somebody was faster, or it has just ended: the page says so
        return self.go(self.request.path)

    def missing(self, form: AnswerForm, refusal: AnswersError) -> HttpResponse:
        """Something on an earlier page is missing: go there."""
        code = refusal.field.partition(".")[0]
        for step in steps_of(self.questions, {**self.before, **form.given()}):
            if code in {question.code for _place, question in step.questions} and isinstance(form, StepForm):
                return self.go(self.request.path, step=step.number, missing=1)
        for name, message in refusal.errors.items():
            form.add_error(PREFIX + name if PREFIX + name in form.fields else None, message)
        return self.draw(form, status=422)

    @cached_property
    def questions(self) -> list[Any]:
        """In their order; asked for once."""
        version = self.invitation.version
        return questions_of(version) if version is not None else []

    def step(self) -> Step:
        """The page asked for, if it can be reached, else where they left off."""
        steps = steps_of(self.questions, self.before)
        text = self.request.POST.get("step") or self.request.GET.get("step") or ""
        number = int(text) if text.isascii() and text.isdigit() and len(text) < 4 else first_open(steps, self.before)
        return steps[min(max(number, 1), len(steps)) - 1]

    def form(self, data: Any = None) -> AnswerForm:
        if is_secret(self.invitation) and self.invitation.version is not None:
            return questionnaire_form(self.invitation.version, self.language, data)
        return StepForm(self.step(), self.language, data, given=self.before)

    def draw(self, form: AnswerForm, *, status: int = 200) -> HttpResponse:
        step = None if is_secret(self.invitation) else self.step()
        return self.show(
            "answering/answer.html",
            status=status,
            form=form,
            step=step,
            missing="missing" in self.request.GET,
            **self.about(),
        )


class DeclinePage(BehindLink):
    """They would rather not answer; asked once more, because programs that look at mails press links."""

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        closed = self.opened(token)
        if closed is not None and (self.door.invitation is None or not request.POST.get("never")):
            return closed
        return self.take(request)  # the wish to be asked no more does not lapse with the survey

    def ask(self, request: HttpRequest) -> HttpResponse:
        return self.show("answering/decline.html", **self.about())

    def take(self, request: HttpRequest) -> HttpResponse:
        try:
            if request.POST.get("never"):
                never_ask_again(self.invitation)
            else:
                decline_to_answer(self.invitation)
        except DomainError:
            pass  # it had ended already: the page says how
        return self.go(reverse("answering:answer", args=[self.kwargs["token"]]))


class SayPage(PublicPage):
    """After the thanks: a complaint, praise, a suggestion, a question, without an account."""

    def get(self, request: HttpRequest, said_pass: str) -> HttpResponse:
        return self.page(said_pass, None)

    def post(self, request: HttpRequest, said_pass: str) -> HttpResponse:
        return self.page(said_pass, request.POST)

    def page(self, said_pass: str, data: Any) -> HttpResponse:
        teller = told_by(said_pass)
        if teller is None:
            return self.nowhere()
        self.speak(teller.language)
        kind = self.request.GET.get("kind", "")
        form = SayForm(data, named=teller.contact is not None, initial={"kind": kind})
        if data is None or not form.is_valid():
            return self.show("answering/say.html", status=200 if data is None else 422, form=form, teller=teller)
        try:
            item = say(said_pass, **form.cleaned_data)
        except DomainError as refusal:
            form.add_error(None, str(refusal))
            return self.show("answering/say.html", status=422, form=form, teller=teller)
        return self.show("answering/said.html", number=item.matter.number, teller=teller)
