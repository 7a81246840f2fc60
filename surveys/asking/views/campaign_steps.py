"""The steps of a campaign, its lessons, its distribution list; and the page of those who are told."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import translation
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import View

from brm.parties.places import keepers
from brm.ui.http import Request
from brm.ui.pages import FormPage, Page, attempt
from surveys.asking.campaign_forms import AnalyseForm, ExtendForm, ImprovementForm, PracticeForm, ReaderForm
from surveys.asking.domain import running
from surveys.asking.domain.campaign_figures import standing_of
from surveys.asking.domain.campaign_queries import (
    campaigns_for,
    campaigns_to_approve_for,
    entries_for,
    entries_of,
    readers_for,
)  # fmt: skip
from surveys.asking.domain.campaigns import add_reader, remove_reader
from surveys.asking.domain.learning import add_improvement, add_practice, remove_lesson
from surveys.asking.domain.passing_on import confirm_receipt, reader_of
from surveys.asking.forms import ReasonForm
from surveys.asking.models import Campaign, CampaignReader


class CampaignPress(Page):
    """One press of a button on a campaign."""

    show = keepers
    source: Any = campaigns_for
    verb: Any  # a plain function: (campaign, *, by)
    success: Any = ""

    def post(self, request: Request, pk: int) -> HttpResponse:
        page = type(self)
        campaign = get_object_or_404(page.source(request.user), pk=pk)
        return attempt(
            request, lambda: page.verb(campaign, by=request.user), success=self.success,
            back=campaign.get_absolute_url(),
        )  # fmt: skip


class ApproveCampaign(CampaignPress):
    """A lead has looked at it."""

    source = campaigns_to_approve_for
    verb = running.approve_campaign
    success = _("Approved. It opens by itself when its moment comes.")


class OpenCampaign(CampaignPress):
    """Its moment has come."""

    verb = running.open_campaign
    success = _("Open. The invitations are planned within a minute.")


class CloseCampaign(CampaignPress):
    """Its time is over."""

    verb = running.close_campaign
    success = _("Closed.")


class CommunicateCampaign(CampaignPress):
    """Pass the results on."""

    verb = running.communicate_campaign
    success = _("Passed on. Here you see who has confirmed.")


class ArchiveCampaign(CampaignPress):
    """Put it away."""

    verb = running.archive_campaign
    success = _("Archived.")


class CampaignFormPage(FormPage):
    """A form about one campaign."""

    show = keepers
    source: Any = campaigns_for
    grid = False
    verb: Any  # a plain function: (campaign, *, by, **what was typed)

    def get_crumbs(self) -> list[Any]:
        return [
            (reverse("asking:campaigns"), _("Survey campaigns")),
            (self.object.get_absolute_url(), str(self.object)),
        ]

    def save(self, form: Any) -> Any:
        return type(self).verb(self.object, by=self.request.user, **form.cleaned_data)

    def get_success_url(self, result: Any) -> str:
        return str(self.object.get_absolute_url())


class ExtendCampaign(CampaignFormPage):
    """Keep it open for longer."""

    form_class: Any = ExtendForm
    verb = running.extend_campaign
    title = submit = _("Extend the campaign")
    subtitle = _("Once only. Who has neither answered nor been reminded is reminded now.")
    success = _("Extended.")

    def get_initial(self) -> dict[str, Any]:
        return {"closes_at": self.object.closes_at}


class CancelCampaign(CampaignFormPage):
    """It does not take place."""

    form_class: Any = ReasonForm
    verb = running.cancel_campaign
    title = submit = _("Cancel the campaign")
    subtitle = _("Nobody is asked. It stays on the list with the reason, and can be copied for other days.")
    leave = _("Leave it as it is")
    success = _("Cancelled.")


class AnalyseCampaign(CampaignFormPage):
    """What it says as a whole."""

    form_class: Any = AnalyseForm
    verb = running.analyse_campaign
    form_template = "asking/analyse_form.html"
    title = submit = _("Finish the analysis")
    success = _("Analysed. Now pass it on.")

    def get_context(self, **more: Any) -> dict[str, Any]:
        return super().get_context(
            entries=list(entries_of(self.object)), standing=standing_of(self.object), campaign=self.object, **more
        )


class NewPractice(CampaignFormPage):
    """Something that went well."""

    form_class: Any = PracticeForm
    verb = add_practice
    title = _("A good practice")
    success = _("Written down.")


class NewImprovement(CampaignFormPage):
    """Something to be done better."""

    form_class: Any = ImprovementForm
    verb = add_improvement
    title = _("An improvement")
    subtitle = _("It becomes an action item, with an owner and a day.")
    success = _("Written down, and given to its owner.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"user": self.request.user}


class RemoveLesson(Page):
    """Take a lesson back."""

    show = keepers

    def post(self, request: Request, pk: int) -> HttpResponse:
        entry = get_object_or_404(entries_for(request.user), pk=pk)
        back = entry.campaign.get_absolute_url()
        return attempt(request, lambda: remove_lesson(entry, by=request.user), success=_("Taken back."), back=back)


class NewReader(CampaignFormPage):
    """Who is told of the results."""

    form_class: Any = ReaderForm
    verb = add_reader
    title = _("Add to the distribution list")
    subtitle = _("They get the results by mail, with a link to confirm that they have read them.")
    success = _("Added.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"person": self.request.user}


class RemoveReader(Page):
    """Take somebody off the list."""

    show = keepers

    def post(self, request: Request, pk: int) -> HttpResponse:
        reader = get_object_or_404(readers_for(request.user), pk=pk)
        back = reader.campaign.get_absolute_url()
        return attempt(request, lambda: remove_reader(reader, by=request.user), success=_("Taken off."), back=back)


# Whoever holds the address is who it was sent to; there is no session that a foreign page could misuse.
@method_decorator(csrf_exempt, name="dispatch")
class ResultsPage(View):
    """The results for one reader, and their receipt: by a press, because programs that look at mails open links."""

    def get(self, request: HttpRequest, reader_pass: str) -> HttpResponse:
        reader = reader_of(reader_pass)
        if reader is None:
            return self._kept(render(request, "asking/no_results.html", status=404))
        campaign: Campaign = reader.campaign
        self._speak(reader)
        return self._kept(
            render(
                request, "asking/results.html",
                {"reader": reader, "campaign": campaign, "standing": standing_of(campaign),
                 "entries": list(entries_of(campaign)), "inside": reader.user is not None},
            )
        )  # fmt: skip

    def post(self, request: HttpRequest, reader_pass: str) -> HttpResponse:
        reader = reader_of(reader_pass)
        if reader is None:
            return self._kept(render(request, "asking/no_results.html", status=404))
        confirm_receipt(reader)
        return self._kept(HttpResponseRedirect(request.path))

    def _speak(self, reader: CampaignReader) -> None:
        """In the reader's language, as their mail was; unless the browser, or who is signed in, has chosen one."""
        person: Any = reader.user or reader.contact
        if self.request.user.is_authenticated or settings.LANGUAGE_COOKIE_NAME in self.request.COOKIES:
            return
        translation.activate(person.language)
        self.request.LANGUAGE_CODE = translation.get_language() or settings.LANGUAGE_CODE

    @staticmethod
    def _kept(response: HttpResponse) -> HttpResponse:
        """Nobody keeps it, nobody finds it, nobody is told where one came from."""
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        response.headers["Cache-Control"] = "no-store"
        response._has_been_logged = True  # type: ignore[attr-defined] # the log would keep the address, which is the key
        return response
