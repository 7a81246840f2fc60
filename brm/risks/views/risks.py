"""One risk: its page, its steps, and the beginning of a register."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from brm.core.numbers import whole
from brm.parties.domain.links import relationship_url
from brm.parties.domain.queries import relationships_for
from brm.parties.views.base import PartyFormPage, keepers
from brm.risks.domain.queries import assessments_of, risks_for
from brm.risks.domain.register import (
    assess_risk,
    begin_register,
    change_risk,
    close_risk,
    monitor_risk,
    record_occurrence,
    register_risk,
    treat_risk,
)
from brm.risks.enums import Status
from brm.risks.forms import (
    AssessForm,
    BeginForm,
    CloseForm,
    MonitorForm,
    NewRiskForm,
    OccurForm,
    RiskForm,
    TreatForm,
)
from brm.risks.heat import levels, map_of, numbered
from brm.risks.lifecycle import LIFECYCLE
from brm.risks.models import Risk
from brm.ui.pages import DetailPage

STEP_PAGES = {
    "assess": "risks:assess", "treat": "risks:treat", "monitor": "risks:monitor", "occur": "risks:occur",
    "close": "risks:close",
}  # fmt: skip
PATH = (Status.IDENTIFIED, Status.ASSESSED, Status.TREATED, Status.MONITORED)


def tab_url(relationship: Any) -> str:
    """The register of one relationship."""
    return f"{relationship_url(relationship)}?tab=risks"


class RiskPage(DetailPage):
    """One risk: where it stands and came from, who holds it in check, what comes next."""

    show = keepers
    source = risks_for
    template_name = "risks/detail.html"
    object_name = "risk"

    def get_crumbs(self) -> list[Any]:
        return [(reverse("risks:list"), _("Risks")), (tab_url(self.object.relationship), str(self.object.relationship))]

    def get_context(self, **more: Any) -> dict[str, Any]:
        risk: Risk = self.object
        steps = [(step, reverse(STEP_PAGES[step.name], args=[risk.pk])) for step in LIFECYCLE.available(risk)]
        weighed = risk.status in (Status.ASSESSED, Status.TREATED, Status.MONITORED)
        place = PATH.index(Status(risk.status)) if risk.status in PATH else len(PATH)
        return super().get_context(
            steps=steps, may_reassess=weighed, is_open=risk.is_open, assessments=list(assessments_of(risk)[:12]),
            board=map_of(numbered([risk])), levels=levels(),
            path=[(state.label, "done" if n < place else "current" if n == place else "") for n, state in
                  enumerate(PATH)],
            **more,
        )  # fmt: skip


class RiskForms(PartyFormPage):
    """A form about one risk; afterwards its page."""

    source = risks_for
    grid = False

    def get_crumbs(self) -> list[Any]:
        return [(reverse("risks:list"), _("Risks")), (self.object.get_absolute_url(), str(self.object))]


class NewRisk(PartyFormPage):
    """Register a risk; ``?relationship=`` says with whom."""

    form_class = NewRiskForm
    form_template = "ui/board_form.html"
    board_css = ""
    title = _("Register a risk")
    submit = _("Register")
    draft = "risk"
    success = _("Registered.")

    def get_object(self) -> Any:
        number = whole(self.request.POST.get("relationship") or self.request.GET.get("relationship", ""))
        rows = relationships_for(self.request.user)
        self.relationship = rows.filter(pk=number).first() if number is not None else None
        return None

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"user": self.request.user, "relationship": self.relationship}

    def save(self, form: NewRiskForm) -> Risk:
        return register_risk(form.cleaned_data["relationship"], by=self.request.user, **form.facts())

    def get_success_url(self, result: Risk) -> str:
        return tab_url(result.relationship) if self.request.GET.get("relationship") else result.get_absolute_url()

    def get_cancel_url(self) -> str:
        return tab_url(self.relationship) if self.relationship else reverse("risks:list")


class EditRisk(RiskForms):
    """Change what is known of a risk."""

    form_class = RiskForm
    title = _("Change the risk")
    success = _("Saved.")
    grid = True

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"user": self.request.user}

    def save(self, form: RiskForm) -> Risk:
        return change_risk(self.object, by=self.request.user, expected_version=self.version, **form.facts())


class AssessRisk(RiskForms):
    """Weigh it, for the first time or anew."""

    form_class = AssessForm
    form_template = "ui/board_form.html"
    board_css = ""
    title = _("Assess the risk")
    success = _("Assessed.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"risk": self.object}

    def save(self, form: AssessForm) -> Risk:
        probability, impact = form.cleaned_data["place"]
        return assess_risk(
            self.object, probability=probability, impact=impact, by=self.request.user,
            remark=form.cleaned_data["remark"], review_on=form.cleaned_data["review_on"],
            expected_version=self.version,
        )  # fmt: skip


class TreatRisk(RiskForms):
    """Decide what is done about it."""

    form_class = TreatForm
    title = _("Treat the risk")
    success = _("Saved.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"risk": self.object, "user": self.request.user}

    def save(self, form: TreatForm) -> Risk:
        return treat_risk(self.object, by=self.request.user, **form.cleaned_data)


class MonitorRisk(RiskForms):
    """Watch it from now on."""

    form_class = MonitorForm
    title = _("Watch the risk")
    success = _("Saved.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"risk": self.object}

    def save(self, form: MonitorForm) -> Risk:
        return monitor_risk(self.object, by=self.request.user, **form.cleaned_data)


class OccurRisk(RiskForms):
    """It has happened."""

    form_class = OccurForm
    title = _("The risk has occurred")
    success = _("Recorded.")

    def save(self, form: OccurForm) -> Risk:
        return record_occurrence(self.object, by=self.request.user, **form.cleaned_data)


class CloseRisk(RiskForms):
    """It threatens no more."""

    form_class = CloseForm
    title = _("Close the risk")
    submit = pgettext_lazy("button", "Close")
    success = _("Closed.")

    def save(self, form: CloseForm) -> Risk:
        return close_risk(self.object, by=self.request.user, **form.cleaned_data)


class BeginRegister(PartyFormPage):
    """Take lines of the control table into a relationship's register (C-24)."""

    source = relationships_for
    form_class = BeginForm
    form_template = "risks/begin_part.html"
    title = _("Take risks from the control table")
    submit = _("Take over")
    grid = False

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"relationship": self.object, "user": self.request.user}

    def get_crumbs(self) -> list[Any]:
        return [(tab_url(self.object), str(self.object))]

    def get_cancel_url(self) -> str:
        return tab_url(self.object)

    def save(self, form: BeginForm) -> list[Risk]:
        return begin_register(self.object, by=self.request.user, **form.chosen)

    def get_success_message(self, result: list[Risk]) -> str:
        return ngettext("%(n)d risk registered.", "%(n)d risks registered.", len(result)) % {"n": len(result)}

    def get_success_url(self, result: Any) -> str:
        return tab_url(self.object)
