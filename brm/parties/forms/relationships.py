"""Opening, changing, moving, handing over and sharing relationships."""

from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from brm.accounts.domain.queries import colleagues_for, teams_for
from brm.accounts.enums import RELATIONSHIP_ROLES
from brm.accounts.models import User
from brm.calendars.domain.queries import all_calendars
from brm.parties import help as words
from brm.parties.domain.queries import organisations_for, tags_for
from brm.parties.enums import EndReason, RelationshipType, Tier
from brm.parties.forms.fields import ORGANISATIONS, CustomFieldsMixin, DayInput, PickField, PickMixin, ZoneField
from brm.parties.models import Relationship


def managers_for(user: User) -> Any:
    """Who can be responsible for a relationship."""
    return colleagues_for(user).filter(roles__overlap=list(RELATIONSHIP_ROLES)).order_by("name", "id")


class NewRelationshipForm(PickMixin, CustomFieldsMixin, forms.Form):
    """A new customer, supplier or third party: a new organisation, or one that is there already."""

    organisation = PickField(search=ORGANISATIONS, label=_("Organisation in the books"), required=False,
        help_text=_("Leave empty to register a new one below."),
    )  # fmt: skip
    name = forms.CharField(label=_("Name"), max_length=200, required=False)
    short_name = forms.CharField(label=_("Short name"), max_length=60, required=False)
    code = forms.CharField(label=_("Code"), max_length=60, required=False)
    parent = PickField(search=ORGANISATIONS, label=_("Part of"), required=False)
    trade = forms.CharField(label=_("Trade"), max_length=80, required=False)
    region = forms.CharField(label=_("Region"), max_length=80, required=False)
    tier = forms.ChoiceField(label=_("Tier"), choices=Tier.choices, initial=Tier.C, help_text=words.TIER)
    type = forms.ChoiceField(
        label=_("Type"), choices=RelationshipType.choices, initial=RelationshipType.BASIC, help_text=words.TYPE
    )
    owner: forms.Field = forms.ModelChoiceField(None, label=_("Relationship manager"), empty_label=None)
    tags: forms.Field = forms.ModelMultipleChoiceField(None, label=_("Tags"), required=False)
    confirmed = forms.BooleanField(
        label=_("It is another organisation: register it all the same"), required=False, widget=forms.HiddenInput()
    )

    def __init__(self, *args: Any, user: User, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations_for(user).filter(archived_at=None)
        self.fields["parent"].queryset = organisations_for(user).filter(archived_at=None)
        self.fields["owner"].queryset = managers_for(user)
        self.fields["owner"].initial = user.pk
        self.fields["tags"].queryset = tags_for(user)
        self.add_custom_fields(kind)
        self.settle_picks()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("organisation") and not (data.get("name") or "").strip():
            self.add_error("name", _("Name the organisation, or choose one that is in the books."))
        return data

    def organisation_facts(self) -> dict[str, Any]:
        """What the form says about a new organisation."""
        return {name: self.cleaned_data[name] for name in ("short_name", "code", "parent", "trade", "region")}


class RelationshipForm(CustomFieldsMixin, forms.ModelForm):
    """The attributes of a relationship (ruling 3)."""

    time_zone = ZoneField(help_text=_("Due days are reckoned here."))
    tags: forms.Field = forms.ModelMultipleChoiceField(None, label=_("Tags"), required=False)

    class Meta:
        model = Relationship
        fields = (
            "tier", "type", "target_type", "our_wish", "their_wish", "next_review_on",
            "contact_target_days", "team", "calendar", "time_zone",
        )  # fmt: skip
        help_texts = {
            "tier": words.TIER,
            "type": words.TYPE,
            "our_wish": words.WISHES,
            "target_type": _("Where both want to get to."),
        }
        widgets = {"next_review_on": DayInput()}

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["team"].queryset = teams_for(user)
        self.fields["calendar"].queryset = all_calendars()
        self.fields["calendar"].help_text = _("Whose holidays and make-up days the meetings respect.")
        self.fields["tags"].queryset = tags_for(user)
        if self.instance.pk:
            self.fields["tags"].initial = [tag.pk for tag in self.instance.tags.all()]
        self.fields["contact_target_days"].help_text = _("Empty: as the tier says.")
        self.add_custom_fields(self.instance.kind, self.instance.custom)

    def attributes(self) -> dict[str, Any]:
        """What the form says about the relationship."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields} | {"custom": self.custom_data()}


class LadderForm(forms.Form):
    """The five steps, each reached or not, with what shows it (G-21)."""

    def __init__(self, *args: Any, evidence: dict[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for step, text in enumerate(words.LADDER, 1):
            self.fields[f"reached_{step}"] = forms.BooleanField(
                label=format_lazy("{step} · {text}", step=step, text=text), required=False, initial=step in evidence
            )
            self.fields[f"evidence_{step}"] = forms.CharField(
                label=_("What shows it"), required=False, max_length=2000, initial=evidence.get(step, ""),
                widget=forms.Textarea(attrs={"rows": 2}),
            )  # fmt: skip

    def reached(self) -> dict[int, str]:
        """Step -> evidence, of the steps ticked."""
        data = self.cleaned_data
        return {step: data[f"evidence_{step}"] for step in range(1, 6) if data[f"reached_{step}"]}


class StepForm(forms.Form):
    """Why a step in the life of a relationship is taken."""

    end_reason = forms.ChoiceField(
        label=_("How it ended"), choices=[choice for choice in EndReason.choices if choice[0] != EndReason.MERGED],
        widget=forms.RadioSelect(),
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Why"), widget=forms.Textarea(attrs={"rows": 3}), help_text=_("The next person will want to know.")
    )

    def __init__(self, *args: Any, step: str, needs_reason: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if step != "end":
            del self.fields["end_reason"]
        self.fields["reason"].required = needs_reason


class HandOverForm(forms.Form):
    """To whom, and what the next person must know (INV-57)."""

    to: forms.Field = forms.ModelChoiceField(None, label=_("New relationship manager"), empty_label="")
    note = forms.CharField(
        label=_("Note for the new manager"), widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("What they must know: people, promises, moods, what comes next. Open action items go along."),
    )  # fmt: skip

    def __init__(self, *args: Any, user: User, besides: int | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = managers_for(user).exclude(pk=besides)


class ShareForm(forms.Form):
    """With whom a relationship is shared, and why."""

    user: forms.Field = forms.ModelChoiceField(None, label=_("Colleague"), empty_label="")
    note = forms.CharField(label=_("Note"), max_length=200, required=False)

    def __init__(self, *args: Any, user: User, relationship: Relationship, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = managers_for(user).exclude(pk=relationship.owner_id)


class NoteForm(forms.Form):
    """A note on the timeline."""

    text = forms.CharField(label=_("Note"), max_length=5000, widget=forms.Textarea(attrs={"rows": 3}))


class TagForm(forms.Form):
    """A tag to hang on many."""

    tag: forms.Field = forms.ModelChoiceField(None, label=_("Tag"), empty_label="", required=False)
    new = forms.CharField(label=_("Or a new tag"), max_length=40, required=False)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tag"].queryset = tags_for(user)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("tag") and not (data.get("new") or "").strip():
            self.add_error("tag", _("Choose a tag, or write a new one."))
        return data


class TierForm(forms.Form):
    """A tier for many."""

    tier = forms.ChoiceField(label=_("Tier"), choices=Tier.choices, widget=forms.RadioSelect(), help_text=words.TIER)
