"""Who is calling, and whom they may name: colleagues and teams."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from brm.accounts.domain.queries import colleagues_for, teams_for
from brm.accounts.enums import Role
from brm.accounts.models import Team, User
from brm.api.fields import Record
from brm.api.models import ApiToken
from brm.api.routes import router
from brm.api.verbs import verb
from brm.api.views import Desk, ReadSet
from brm.ui.keyset import Sort


class TokenSerializer(Record):
    """The token a program calls with."""

    class Meta:
        model = ApiToken
        fields = ("id", "name", "prefix", "access", "expires_at")


class MeSerializer(Record):
    """The caller: language and zone in which they are answered, roles, the token they call with."""

    roles = serializers.ListField(child=serializers.ChoiceField(Role.choices))
    token = serializers.SerializerMethodField()

    class Meta:
        model = User
        fields = ("id", "name", "email", "roles", "language", "time_zone", "token")

    @extend_schema_field(TokenSerializer(allow_null=True))
    def get_token(self, user: User) -> Any:
        """None when a page of the portal calls."""
        token = self.context["request"].auth
        return TokenSerializer(token).data if isinstance(token, ApiToken) else None


class MeSet(Desk):
    """Who is calling."""

    title = _("You")
    serializer_class = MeSerializer

    @verb(_("Who is calling"), detail=False, method="get")
    def list(self) -> User:
        """Your name, roles, language and zone, and what this token may."""
        return self.person


class ColleagueSerializer(Record):
    """One of our active people."""

    class Meta:
        model = User
        fields = ("id", "name", "email")


class ColleagueSet(ReadSet):
    """Our active people: owners, assignees, attendees."""

    title = _("Colleagues")
    source = staticmethod(colleagues_for)
    serializer_class = ColleagueSerializer
    order = Sort("name", ("name",))
    filterset_fields = ("email",)


class TeamSerializer(Record):
    """A team."""

    class Meta:
        model = Team
        fields = ("id", "name")


class TeamSet(ReadSet):
    """The teams there are."""

    title = _("Teams")
    source = staticmethod(teams_for)
    serializer_class = TeamSerializer
    order = Sort("name", ("name",))


router.register("me", MeSet, basename="me")
router.register("colleagues", ColleagueSet, basename="colleague")
router.register("teams", TeamSet, basename="team")
