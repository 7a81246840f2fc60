"""What one does with a relationship: change it, move it, hand it over, share it, tag it, note something."""

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from brm.core.errors import TransitionError
from brm.parties.domain.handover import acknowledge_handover, hand_over
from brm.parties.domain.ladder import ladder_of, set_ladder
from brm.parties.domain.links import relationship_url
from brm.parties.domain.queries import handovers_for, shares_of, steered_by
from brm.parties.domain.relationships import change_relationship, move_relationship
from brm.parties.domain.sharing import share_relationship, unshare_relationship
from brm.parties.domain.tags import set_tags
from brm.parties.dossier import told_for
from brm.parties.forms.relationships import HandOverForm, LadderForm, RelationshipForm, ShareForm, StepForm
from brm.parties.lifecycle import LIFECYCLE, NEEDS_REASON
from brm.parties.models import Handover
from brm.parties.views.base import RelationshipFormPage, keepers, relationship_or_404, steered_or_404
from brm.ui.http import Request
from brm.ui.pages import DetailPage, Page, attempt


class EditRelationship(RelationshipFormPage):
    """Tier, type, wishes, ladder step, review day, calendar, custom fields, tags."""

    form_class = RelationshipForm
    title = _("Change the relationship")
    success = _("Saved.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"user": self.request.user}

    def save(self, form: RelationshipForm) -> Any:
        relationship = change_relationship(
            self.object, by=self.request.user, expected_version=self.version, **form.attributes()
        )
        set_tags(relationship, form.cleaned_data["tags"], by=self.request.user)
        return relationship


class Ladder(RelationshipFormPage):
    """The five steps of the ladder, with what shows each (G-21)."""

    form_class = LadderForm
    title = _("Service relationship ladder")
    subtitle = _("Steps 3 and 4 may run side by side; every step needs something that shows it.")
    success = _("Saved.")
    grid = False

    def get_form_kwargs(self) -> dict[str, Any]:
        evidence = {row.step: row.evidence for row in ladder_of(self.object)}
        return super().get_form_kwargs() | {"evidence": evidence}

    def save(self, form: LadderForm) -> Any:
        return set_ladder(self.object, reached=form.reached(), by=self.request.user, expected_version=self.version)


class MoveRelationship(RelationshipFormPage):
    """One step in the life, with the reason where one is asked for."""

    form_class = StepForm
    grid = False

    def get_object(self) -> Any:
        relationship = steered_or_404(self.request, self.kwargs["pk"])
        try:
            self.transition = LIFECYCLE[self.kwargs["step"]]
        except TransitionError as unknown:
            raise Http404 from unknown
        self.submit = str(self.transition.label)
        return relationship

    def get_form_kwargs(self) -> dict[str, Any]:
        step = self.kwargs["step"]
        return super().get_form_kwargs() | {"step": step, "needs_reason": step in NEEDS_REASON}

    def get_title(self) -> Any:
        return _("%(step)s: %(name)s") % {"step": self.transition.label, "name": self.object}

    def save(self, form: StepForm) -> Any:
        data = form.cleaned_data
        return move_relationship(
            self.object, self.kwargs["step"], by=self.request.user, reason=data["reason"],
            end_reason=data.get("end_reason", ""),
        )  # fmt: skip


class HandOver(RelationshipFormPage):
    """To another manager, with a note (INV-57)."""

    form_class = HandOverForm
    title = _("Hand over")
    submit = _("Hand over")
    grid = False
    draft = "handover"

    def get_object(self) -> Any:
        return steered_or_404(self.request, self.kwargs["pk"])

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"user": self.request.user, "besides": self.object.owner_id}

    def save(self, form: HandOverForm) -> Any:
        return hand_over(self.object, to=form.cleaned_data["to"], note=form.cleaned_data["note"], by=self.request.user)

    def get_success_message(self, result: Handover) -> Any:
        return _("%(person)s is responsible now.") % {"person": result.to_user}

    def get_success_url(self, result: Handover) -> str:
        page: str = relationship_url(result.relationship)
        return page if result.relationship in steered_by(self.request.user) else "/"


class HandoverPage(DetailPage):
    """The note that came with a relationship; the new manager takes it over here."""

    show = keepers
    source = handovers_for
    template_name = "parties/handover.html"
    object_name = "handover"
    title = _("Hand-over")

    def get_context(self, **more: Any) -> dict[str, Any]:
        handover: Handover = self.object
        relationship, user = handover.relationship, self.request.user
        mine = handover.to_user_id == user.pk and handover.acknowledged_at is None
        return super().get_context(
            mine=mine, page_of=relationship_url(relationship), told=told_for(user, relationship), **more
        )

    def get_crumbs(self) -> list[Any]:
        return [(relationship_url(self.object.relationship), str(self.object.relationship))]

    def post(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        handover = get_object_or_404(handovers_for(request.user), pk=kwargs["pk"], to_user=request.user)
        return attempt(
            request,
            lambda: acknowledge_handover(handover, by=request.user),
            success=_("You have taken it over."),
            back=relationship_url(handover.relationship),
        )


class Share(RelationshipFormPage):
    """Who else works on the relationship."""

    form_class = ShareForm
    template_name = "parties/share.html"
    title = _("Share")
    submit = _("Share")
    grid = False

    def get_object(self) -> Any:
        return steered_or_404(self.request, self.kwargs["pk"])

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"user": self.request.user, "relationship": self.object}

    def get_context(self, **more: Any) -> dict[str, Any]:
        return super().get_context(shares=shares_of(self.object), **more)

    def save(self, form: ShareForm) -> Any:
        return share_relationship(
            self.object, user=form.cleaned_data["user"], note=form.cleaned_data["note"], by=self.request.user
        )

    def get_success_message(self, result: Any) -> Any:
        return _("%(person)s sees it now.") % {"person": result.user}


class Unshare(Page):
    """End a share: by whoever steers the relationship, or by the colleague."""

    show = keepers

    def post(self, request: Request, pk: int, user_pk: int) -> HttpResponse:
        relationship = relationship_or_404(request, pk)
        if user_pk != request.user.pk:
            relationship = steered_or_404(request, pk)
        share = get_object_or_404(shares_of(relationship), user=user_pk)
        return attempt(
            request,
            lambda: unshare_relationship(relationship, user=share.user, by=request.user),
            success=_("The share is ended."),
            back="/" if user_pk == request.user.pk else relationship_url(relationship),
        )
