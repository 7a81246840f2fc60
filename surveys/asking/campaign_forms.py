"""Forms about campaigns: whom, with what, how, when; lessons; who is told."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from brm.accounts.domain.queries import colleagues_for, teams_for
from brm.catalogue.domain.queries import services_for
from brm.communications.forms.fields import DayField, MomentField, text_area
from brm.parties.domain.queries import contacts_for, relationships_for, tags_for
from brm.parties.enums import Kind, Persona, Tier
from brm.parties.forms.fields import CONTACTS, RELATIONSHIPS, PickField, PickMixin
from brm.parties.forms.relationships import managers_for
from surveys.asking.domain.queries import questionnaires_to_ask_with
from surveys.asking.enums import AskChannel, RespondentKind
from surveys.asking.models import Campaign

GRADES = [("A", "A"), ("B", "B"), ("C", "C"), ("-", _("none"))]
CHOSEN = ("tiers", "kinds", "grades", "personas")
NAMED = ("services", "tags", "teams", "relationships")
QUOTAS = {"A": "quota_a", "B": "quota_b", "C": "quota_c", "-": "quota_none"}


def ticks(choices: Any) -> dict[str, Any]:
    """Several of a few."""
    return {"choices": choices, "required": False, "widget": forms.CheckboxSelectMultiple}


def quota(label: Any) -> forms.IntegerField:
    """At most so many of a grade."""
    return forms.IntegerField(label=label, min_value=0, max_value=1_000_000, required=False)


class CampaignForm(forms.Form):
    """A campaign on one page: what is asked, whom, how, when, and what follows."""

    title = forms.CharField(label=_("Title"), max_length=160)
    questionnaire: Any = forms.ModelChoiceField(None, label=_("Ask with"))
    owner: Any = forms.ModelChoiceField(
        None, label=_("Owner"), help_text=_("Only customers the owner may see are asked.")
    )
    tiers = forms.MultipleChoiceField(label=_("Customers of these tiers"), **ticks(Tier.choices))
    kinds = forms.MultipleChoiceField(
        label=_("Asked as"), **ticks(RespondentKind.choices),
        help_text=_("Users receive the service, customers sign and pay; they are counted apart."),
    )  # fmt: skip
    grades = forms.MultipleChoiceField(label=_("People of these grades"), **ticks(GRADES))
    personas = forms.MultipleChoiceField(label=_("Personas"), **ticks(Persona.choices))
    services: Any = forms.ModelMultipleChoiceField(None, label=_("Who receives these services"), required=False)
    tags: Any = forms.ModelMultipleChoiceField(
        None, label=_("Tagged"), required=False, help_text=_("The person or the customer.")
    )
    teams: Any = forms.ModelMultipleChoiceField(None, label=_("Customers of these teams"), required=False)
    relationships: Any = forms.ModelMultipleChoiceField(None, label=_("Only these customers"), required=False)
    channels = forms.MultipleChoiceField(
        label=_("How"), choices=AskChannel.choices, widget=forms.CheckboxSelectMultiple, required=False,
        help_text=_("Each person is asked once, by the first of these that reaches them. The website has a page for"
                    " everybody of a customer, without names."),
    )  # fmt: skip
    is_anonymous = forms.BooleanField(
        label=_("Anonymous"), required=False,
        help_text=_("No key leads from an answer to a person, for us neither. Only by mail and on the website."),
    )  # fmt: skip
    quota_a = quota(_("At most of grade A"))
    quota_b = quota(_("At most of grade B"))
    quota_c = quota(_("At most of grade C"))
    quota_none = quota(_("At most without a grade"))
    opens_at = MomentField(label=_("Opens"))
    closes_at = MomentField(label=_("Closes"))
    spread_days = forms.IntegerField(
        label=_("Send over (working days)"), min_value=1, max_value=60, initial=5,
        help_text=_("Evenly, on weekday mornings of theirs."),
    )  # fmt: skip
    remind_days = forms.IntegerField(
        label=_("Remind once after (days)"), min_value=1, max_value=365, initial=5, required=False,
        help_text=_("Only who has not answered. Empty: nobody is reminded."),
    )  # fmt: skip
    low_below = forms.IntegerField(
        label=_("Follow up below (points)"), min_value=0, max_value=100, initial=60,
        help_text=_("Of 100. A lower answer gets an owner and a date; an anonymous one cannot."),
    )  # fmt: skip
    share_by_days = forms.IntegerField(
        label=_("Pass the results on within (days)"), min_value=1, max_value=365, initial=10
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sources = {
            "questionnaire": questionnaires_to_ask_with(), "owner": managers_for(user), "services": services_for(user),
            "tags": tags_for(user), "teams": teams_for(user),
        }  # fmt: skip
        for name, rows in sources.items():
            self.fields[name].queryset = rows
        customers = relationships_for(user, Kind.CUSTOMER)
        self.fields["relationships"].queryset = customers
        self._offer_customers(customers)

    def _offer_customers(self, customers: Any) -> None:
        """With very many customers one types to find them: only what is chosen stands in the page."""
        field: Any = self.fields["relationships"]
        field.widget.attrs |= {"data-search-select": "", "data-search-url": f"{RELATIONSHIPS}?kind=customer"}
        typed = self["relationships"].value() or []
        numbers = [int(one) for one in map(str, typed) if one.isascii() and one.isdigit() and len(one) < 19]

        def listed() -> list[tuple[Any, str]]:
            return [(row.pk, str(row)) for row in customers.filter(pk__in=numbers)] if numbers else []

        field.widget.choices = listed

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        opens, closes = data.get("opens_at"), data.get("closes_at")
        if opens and closes and closes <= opens:
            self.add_error("closes_at", ValidationError(gettext("It closes after it opens.")))
        return data

    def facts(self) -> dict[str, Any]:
        """What was typed, as the domain takes it."""
        data = dict(self.cleaned_data)
        audience = {name: data.pop(name) for name in CHOSEN}
        audience |= {name: [one.pk for one in data.pop(name)] for name in NAMED}
        quotas = {grade: data.pop(name) for grade, name in QUOTAS.items()}
        return data | {"audience": audience, "quotas": quotas}

    @staticmethod
    def values_of(campaign: Campaign) -> dict[str, Any]:
        """The campaign as the form shows it."""
        names = (
            "title", "channels", "is_anonymous", "opens_at", "closes_at", "spread_days", "remind_days", "low_below",
            "share_by_days",
        )  # fmt: skip
        values = {name: getattr(campaign, name) for name in names}
        values |= {name: campaign.audience.get(name, []) for name in (*CHOSEN, *NAMED)}
        values |= {name: campaign.quotas.get(grade) for grade, name in QUOTAS.items()}
        return values | {"questionnaire": campaign.questionnaire_id, "owner": campaign.owner_id}


class ExtendForm(forms.Form):
    """Until when, and why."""

    closes_at = MomentField(label=_("Closes"))
    reason = forms.CharField(label=_("Why"), max_length=300, widget=text_area(2))


class AnalyseForm(forms.Form):
    """What the campaign says as a whole."""

    summary = forms.CharField(
        label=_("What it says, in a few sentences"), required=False, max_length=5000, widget=text_area(6),
        help_text=_("Goes to the distribution list with the figures and the lessons."),
    )  # fmt: skip
    nothing_learnt = forms.CharField(
        label=_("Why there is neither a good practice nor an improvement"), required=False, max_length=300,
        widget=text_area(2), help_text=_("Only where no lesson is written down."),
    )  # fmt: skip


class PracticeForm(forms.Form):
    """Something that went well."""

    text = forms.CharField(label=_("What went well, and shall go so everywhere"), max_length=2000, widget=text_area(4))


class ImprovementForm(PickMixin, forms.Form):
    """Something to be done better, by whom, until when."""

    text = forms.CharField(label=_("What shall be better"), max_length=2000, widget=text_area(4))
    relationship = PickField(search=RELATIONSHIPS, label=_("At which customer it begins"))
    owner: Any = forms.ModelChoiceField(None, label=_("Who sees to it"))
    due_on = DayField(label=_("Until"))

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["relationship"].queryset = relationships_for(user, Kind.CUSTOMER)
        self.fields["owner"].queryset = colleagues_for(user).order_by("name", "pk")
        self.settle_picks()


class ReaderForm(PickMixin, forms.Form):
    """Who is told: one of us, or one of a customer's people."""

    user: Any = forms.ModelChoiceField(None, label=_("One of us"), required=False)
    contact = PickField(search=CONTACTS, label=_("Or one of a customer's people"), required=False)

    def __init__(self, *args: Any, person: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = colleagues_for(person).order_by("name", "pk")
        self.fields["contact"].queryset = contacts_for(person).filter(left_on=None)
        self.settle_picks()


class CopyForm(forms.Form):
    """The next period."""

    title = forms.CharField(label=_("Title"), max_length=160)
    opens_at = MomentField(label=_("Opens"))
    closes_at = MomentField(label=_("Closes"))
