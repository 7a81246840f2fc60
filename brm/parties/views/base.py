"""What the pages of the parties share."""

from typing import Any

from django import forms
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404

from brm.core.errors import StaleError
from brm.parties.domain.duplicates import LookAlike, look_alikes_for
from brm.parties.domain.links import relationship_url
from brm.parties.domain.queries import relationships_for, steered_by
from brm.parties.models import Relationship
from brm.ui.http import Request
from brm.ui.pages import FormPage


def keepers(user: Any) -> bool:
    """Those who keep relationships: managers, leads, executives."""
    return bool(user.keeps_relationships)


def relationship_or_404(request: Request, pk: int) -> Relationship:
    """A relationship the reader may see."""
    return get_object_or_404(relationships_for(request.user), pk=pk)


def steered_or_404(request: Request, pk: int) -> Relationship:
    """A relationship the reader may hand over, share and end."""
    return get_object_or_404(steered_by(request.user).select_related("organisation", "owner", "team"), pk=pk)


class PartyFormPage(FormPage):
    """A form whose differences, when two people save at once, are said in the words of the form (ruling 18)."""

    show = keepers

    def answer(
        self, form: Any, *, status: int = 200, stale: StaleError | None = None, fresh: bool = False
    ) -> HttpResponse:
        if stale is not None:
            stale.changes = [
                (_label(form, name), _word(form, name, theirs), _word(form, name, mine))
                for name, theirs, mine in stale.changes
                if name in form.fields or name == "custom"
            ]
        return super().answer(form, status=status, stale=stale, fresh=fresh)


class LookAlikesFirst(PartyFormPage):
    """A form that makes an organisation: it stops once to show look-alikes, and goes on when told so."""

    look_alikes: list[LookAlike] = []

    def post(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        form = self.form_class(**self.get_form_kwargs())
        if request.POST.get("confirmed") != "1" and form.is_valid() and not form.cleaned_data.get("organisation"):
            data = form.cleaned_data
            self.look_alikes = look_alikes_for(request.user, name=data["name"], code=data["code"])
            if self.look_alikes:
                return self.answer(form, status=409)
        return super().post(request, *args, **kwargs)

    def get_context(self, **more: Any) -> dict[str, Any]:
        may_ask = any(like.organisation is None and like.owners for like in self.look_alikes)
        return super().get_context(look_alikes=self.look_alikes, may_ask=may_ask, **more)


class RelationshipFormPage(PartyFormPage):
    """A form about one relationship; afterwards its page."""

    source = relationships_for

    def get_success_url(self, result: Any) -> str:
        return relationship_url(self.object)

    def get_cancel_url(self) -> str:
        return relationship_url(self.object)

    def get_crumbs(self) -> list[Any]:
        return [(relationship_url(self.object), str(self.object))]


def _label(form: Any, name: str) -> str:
    return str(form.fields[name].label or name) if name in form.fields else name


def _word(form: Any, name: str, value: Any) -> Any:
    field = form.fields.get(name)
    if isinstance(value, dict):
        return ", ".join(f"{key}: {item}" for key, item in value.items())
    if isinstance(field, forms.ChoiceField) and not isinstance(field, forms.ModelChoiceField):
        words: dict[Any, Any] = dict(form.fields[name].choices)
        return words.get(value, value)
    return value
