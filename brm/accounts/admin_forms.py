"""Forms of the administration. Saving is the domain's; a refusal stands at its field with what was typed kept."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.db import transaction
from django.forms.models import BaseInlineFormSet
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from brm.accounts.domain.deputies import name_deputy
from brm.accounts.domain.ladders import change_ladder, make_ladder, teams_without_ladder
from brm.accounts.domain.people import change_person, create_person
from brm.accounts.domain.queries import colleagues_for, teams_for
from brm.accounts.domain.teams import add_to_team, create_team, remove_from_team, rename_team
from brm.accounts.enums import Role
from brm.accounts.forms import DayField, refuse, zones
from brm.accounts.models import Deputy, EscalationLadder, Membership, Team, User
from brm.accounts.models.ladders import STEPS
from brm.core.errors import DomainError, StaleError


class DomainModelForm(forms.ModelForm):
    """Validates, then lets the domain do it; ``by`` is set by the page."""

    by: User

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]  # Django's own step; the stubs leave it out
        if self.errors or not self.has_changed():
            return
        try:
            with transaction.atomic():
                self.instance = self.apply(self.cleaned_data)
        except StaleError as refusal:
            refuse(self, refusal)
            for name, theirs, mine in refusal.changes:
                self.add_error(name, _now("Now “%(theirs)s”; you typed “%(mine)s”.") % {"theirs": theirs, "mine": mine})
        except DomainError as refusal:
            refuse(self, refusal)

    def apply(self, given: dict[str, Any]) -> Any:
        """The verb behind the form."""
        raise NotImplementedError

    def save(self, commit: bool = True) -> Any:
        self.save_m2m: Callable[[], None] = lambda: None
        return self.instance


class _PersonForm(DomainModelForm):
    roles = forms.MultipleChoiceField(
        label=_("Roles"), choices=Role.choices, widget=forms.CheckboxSelectMultiple, required=True
    )
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=zones, initial="Asia/Shanghai")

    class Meta:
        model = User
        fields = ["email", "name", "roles", "phone", "language", "time_zone"]


class PersonCreateForm(_PersonForm):
    """A new account; the person is invited by mail."""

    team: forms.Field = forms.ModelChoiceField(label=_("Team"), queryset=None, required=False)
    is_lead = forms.BooleanField(label=_("Leads the team"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["team"].queryset = teams_for(self.by)

    def apply(self, given: dict[str, Any]) -> User:
        return create_person(by=self.by, **given)


class PersonChangeForm(_PersonForm):
    """An account, with the version it was read at."""

    read_version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["read_version"].initial = self.instance.version

    def apply(self, given: dict[str, Any]) -> User:
        version = given.pop("read_version")
        return change_person(self.instance, by=self.by, expected_version=version, **given)


class TeamForm(DomainModelForm):
    """A team's name."""

    class Meta:
        model = Team
        fields = ["name"]

    def apply(self, given: dict[str, Any]) -> Team:
        if self.instance.pk:
            return rename_team(self.instance, name=given["name"], by=self.by)
        return create_team(name=given["name"], by=self.by)


class DeputyForm(DomainModelForm):
    """Who stands in for whom."""

    from_on = DayField(label=_("First day"))
    to_on = DayField(label=_("Last day"))

    class Meta:
        model = Deputy
        fields = ["absent", "deputy", "from_on", "to_on", "note"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("absent", "deputy"):
            self.fields[name].queryset = colleagues_for(self.by).order_by("name")

    def apply(self, given: dict[str, Any]) -> Deputy:
        return name_deputy(given.pop("absent"), by=self.by, **given)


class LadderForm(DomainModelForm):
    """Who stands on the steps of a ladder, with the version it was read at."""

    read_version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = EscalationLadder
        fields = ["team", *STEPS]
        help_texts = {"team": _("Without a team it serves everybody whose team has no ladder of its own.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "team" in self.fields:
            self.fields["team"].queryset = teams_without_ladder(self.by)
        for name in STEPS:
            self.fields[name].queryset = colleagues_for(self.by).order_by("name")
        self.fields["read_version"].initial = self.instance.version if self.instance.pk else None

    def apply(self, given: dict[str, Any]) -> EscalationLadder:
        version = given.pop("read_version")
        if self.instance.pk:
            return change_ladder(self.instance, by=self.by, expected_version=version, **given)
        return make_ladder(given.pop("team"), by=self.by, **given)


class MembersFormSet(BaseInlineFormSet):
    """The members of a team. What the domain would refuse is found out in a trial that is rolled back."""

    by: User

    def clean(self) -> None:
        super().clean()
        if any(self.errors):
            return
        try:
            with transaction.atomic():
                self.apply()
                transaction.set_rollback(True)
        except DomainError as refusal:
            raise forms.ValidationError([str(refusal), *refusal.reasons]) from None

    def apply(self) -> None:
        """Take in first, then make or unmake leads, then take out, so that a team can change its lead in one go."""
        changed = [form for form in self.forms if form.has_changed() and form.cleaned_data.get("user")]
        gone = [form for form in changed if form.cleaned_data.get("DELETE")]
        for form in sorted(
            (form for form in changed if form not in gone), key=lambda form: not form.cleaned_data["is_lead"]
        ):
            given = form.cleaned_data
            old = form.initial.get("user")
            if old and old != given["user"].pk:
                raise DomainError(_now("Take the person out and add the other one as a new row."))
            add_to_team(self.instance, user=given["user"], is_lead=given["is_lead"], by=self.by)
        for form in gone:
            remove_from_team(self.instance, user=form.cleaned_data["user"], by=self.by)

    def save(self, commit: bool = True) -> list[Membership]:
        self.new_objects: list[Membership] = []
        self.changed_objects: list[Any] = []
        self.deleted_objects: list[Membership] = []
        self.apply()
        return []
