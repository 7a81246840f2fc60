"""People, teams and deputies for administrators; every change goes through the domain and leaves its line."""

from collections.abc import Callable
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from django.contrib import admin, messages
from django.contrib.auth.models import Group
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from brm.accounts.admin_forms import (
    DeputyForm,
    LadderForm,
    MembersFormSet,
    PersonChangeForm,
    PersonCreateForm,
    TeamForm,
)
from brm.accounts.domain.deputies import end_absence
from brm.accounts.domain.ladders import activate_ladder, deactivate_ladder, ladders_for
from brm.accounts.domain.queries import absences_for, colleagues_for, people_for, teams_to_configure
from brm.accounts.domain.teams import dissolve_team
from brm.accounts.enums import Role
from brm.accounts.models import Deputy, EscalationLadder, Membership, Team, User
from brm.accounts.models.ladders import STEPS
from brm.audit.admin import Recorded
from brm.audit.history import recent_lines
from brm.core.errors import DomainError


def sign_in(request: HttpRequest, extra_context: Any = None) -> HttpResponse:
    """The administration has no door of its own: second factor and throttles hold there too."""
    target = request.GET.get("next") or reverse("admin:index")
    if not request.user.is_authenticated:
        return redirect(f"{reverse('account_login')}?{urlencode({'next': target})}")
    if admin.site.has_permission(request):
        return redirect("admin:index")
    raise Http404


def change_password(request: HttpRequest, extra_context: Any = None) -> HttpResponse:
    """One's own password is changed where everybody's is."""
    return redirect("account_change_password")


admin.site.login = sign_in  # type: ignore[method-assign]  # two doors of Django's own site are led elsewhere
admin.site.password_change = change_password  # type: ignore[method-assign, assignment]  # two doors of Django's own site are led elsewhere
admin.site.site_header = admin.site.site_title = _("BRM Portal: administration")
admin.site.index_title = _("What can be configured")
for model in (EmailAddress, Authenticator, SocialAccount, SocialApp, SocialToken, Group):
    if admin.site.is_registered(model):
        admin.site.unregister(model)


def actor(request: HttpRequest) -> User:
    """Who does it; the site lets nobody else in."""
    if not isinstance(request.user, User):
        raise Http404
    return request.user


class ThroughDomain(Recorded):
    """Forms know who is at work; saving is theirs."""

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        return type(form.__name__, (form,), {"by": actor(request)})

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """The form has done it."""


class RoleFilter(admin.SimpleListFilter):
    """People who hold a role."""

    title = _("role")
    parameter_name = "role"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return list(Role.choices)

    def queryset(self, request: HttpRequest, queryset: models.QuerySet[User]) -> models.QuerySet[User]:
        return queryset.filter(roles__contains=[self.value()]) if self.value() in Role.values else queryset


@admin.register(User)
class PersonAdmin(ThroughDomain):
    """Accounts: made by invitation, changed, closed; never deleted."""

    list_display = ["name", "email", "role_names", "team_names", "is_active", "last_login"]
    list_filter = ["is_active", RoleFilter, ("teams", admin.RelatedOnlyFieldListFilter)]
    search_fields = ["name", "email"]
    ordering = ["name", "id"]
    readonly_fields = ["is_active", "last_login", "team_names", "next_steps", "lately"]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[User]:
        return people_for(actor(request)).prefetch_related("teams")

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        kwargs["form"] = PersonChangeForm if obj else PersonCreateForm
        return super().get_form(request, obj, change, **kwargs)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        account = ["email", "name", "roles", "phone", "language", "time_zone"]
        if obj is None:
            text = _("The person gets a mail with a link to choose a password.")
            return [(None, {"fields": [*account, "team", "is_lead"], "description": text})]
        standing = ["is_active", "last_login", "team_names", "next_steps", "lately"]
        return [(None, {"fields": [*account, "read_version"]}), (_("Standing"), {"fields": standing})]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.readonly_fields if obj else []

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and not (obj and obj.erased_at)

    @admin.display(description=_("roles"))
    def role_names(self, person: User) -> str:
        return _now(", ").join(str(Role(role).label) for role in person.roles)

    @admin.display(description=_("teams"))
    def team_names(self, person: User) -> str:
        return _now(", ").join(team.name for team in person.teams.all()) or "–"

    @admin.display(description=_("Lately"))
    def lately(self, person: User) -> str:
        return render_to_string("accounts/admin_lately.html", {"lines": recent_lines(person, reader=person, count=5)})

    @admin.display(description=_("What else can be done"))
    def next_steps(self, person: User) -> str:
        return render_to_string("accounts/admin_steps.html", {"person": person})


class MembersInline(admin.TabularInline):
    """Who is in the team."""

    model = Membership
    formset = MembersFormSet
    fields = ["user", "is_lead"]
    extra = 1

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        formset = super().get_formset(request, obj, **kwargs)
        widget = formset.form.base_fields["user"].widget
        widget.can_add_related = widget.can_change_related = widget.can_view_related = False
        return type(formset.__name__, (formset,), {"by": actor(request)})

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "user":
            kwargs["queryset"] = colleagues_for(actor(request)).order_by("name")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


@admin.register(Team)
class TeamAdmin(ThroughDomain):
    """Teams, their members and leads."""

    form = TeamForm
    list_display = ["name", "member_count", "dissolved_at"]
    search_fields = ["name"]
    fields = ["name"]
    actions = ["dissolve"]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Team]:
        return teams_to_configure(actor(request))

    def get_inlines(self, request: HttpRequest, obj: Any) -> Any:
        return [MembersInline] if obj else []

    def response_add(self, request: HttpRequest, obj: Team, post_url_continue: str | None = None) -> HttpResponse:
        return redirect("admin:accounts_team_change", obj.pk)

    @admin.display(description=_("members"))
    def member_count(self, team: Any) -> int:
        return int(team.member_count)

    @admin.action(description=_("Dissolve the chosen teams"))
    def dissolve(self, request: HttpRequest, queryset: models.QuerySet[Team]) -> None:
        for team in queryset:
            dissolve_team(team, by=actor(request))
        messages.success(request, _now("Dissolved. What the teams kept stays."))


@admin.register(Deputy)
class DeputyAdmin(ThroughDomain):
    """Running and coming absences."""

    form = DeputyForm
    list_display = ["absent", "deputy", "from_on", "to_on", "note"]
    actions = ["end_now"]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Deputy]:
        return absences_for(actor(request))

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return obj is None and super().has_change_permission(request, obj)

    @admin.action(description=_("End the chosen absences"))
    def end_now(self, request: HttpRequest, queryset: models.QuerySet[Deputy]) -> None:
        for absence in queryset:
            try:
                end_absence(absence, by=actor(request))
            except DomainError as refusal:
                messages.error(request, str(refusal))
        messages.success(request, _now("The absences were ended."))


@admin.register(EscalationLadder)
class LadderAdmin(ThroughDomain):
    """To whom a matter rises, team by team; a ladder serves once it is put in force (C-16, ruling 15)."""

    form = LadderForm
    list_display = ["__str__", *STEPS, "is_active"]
    list_filter = ["is_active"]
    actions = ["put_in_force", "take_out_of_force"]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[EscalationLadder]:
        return ladders_for(actor(request))

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ["team", *STEPS, *(["is_active", "read_version"] if obj else [])]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ["team", "is_active"] if obj else []

    @admin.action(description=_("Put the chosen ladders in force"))
    def put_in_force(self, request: HttpRequest, queryset: models.QuerySet[EscalationLadder]) -> None:
        self._each(request, queryset, activate_ladder, _now("%(ladder)s: in force."))

    @admin.action(description=_("Take the chosen ladders out of force"))
    def take_out_of_force(self, request: HttpRequest, queryset: models.QuerySet[EscalationLadder]) -> None:
        self._each(request, queryset, deactivate_ladder, _now("%(ladder)s: out of force."))

    def _each(
        self,
        request: HttpRequest,
        queryset: models.QuerySet[EscalationLadder],
        verb: Callable[..., Any],
        done: str,
    ) -> None:
        for ladder in queryset:
            try:
                verb(ladder, by=actor(request))
            except DomainError as refusal:
                messages.error(request, f"{ladder}: {' '.join([str(refusal), *map(str, refusal.reasons)])}")
            else:
                messages.success(request, done % {"ladder": ladder})
