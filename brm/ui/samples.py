"""What the style guide shows: made-up people, figures, forms. Nothing here comes from the database."""

from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from brm.core import clock
from brm.ui.tones import TONES


class SampleForm(forms.Form):
    """Every kind of field once."""

    name = forms.CharField(label=_("Name"), max_length=80, help_text=_("As the customer writes it."))
    email = forms.EmailField(label=_("E-mail"), required=False)
    due = forms.DateField(label=_("Due on"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    tier = forms.ChoiceField(label=_("Tier"), choices=[("a", "A"), ("b", "B"), ("c", "C")])
    people = forms.MultipleChoiceField(
        label=_("Attendees"),
        required=False,
        choices=[("1", "王芳"), ("2", "Anna Schmidt"), ("3", "李雷"), ("4", "João Silva")],
    )
    channel = forms.ChoiceField(
        label=_("Channel"),
        choices=[("call", _("Call")), ("visit", _("Visit")), ("mail", _("E-mail")), ("wechat", "微信")],
        widget=forms.RadioSelect(attrs={"data-layout": "pills"}),
    )
    kind = forms.ChoiceField(
        label=_("Direction"), choices=[("in", _("They called")), ("out", _("We called"))], widget=forms.RadioSelect
    )
    note = forms.CharField(label=_("Note"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    secret = forms.BooleanField(label=_("Only for the team"), required=False, help_text=_("Others see a count."))


def everything(request: HttpRequest) -> dict[str, Any]:
    """The context of the style guide."""
    now = clock.now()
    broken = SampleForm({"name": "", "email": "wang.fang", "people": ["1", "3"], "channel": "call", "kind": "in"})
    broken.is_valid()
    broken.add_error(None, _("Choose a day on which the customer works."))
    return {
        "tones": TONES,
        "moment": now - timedelta(hours=3),
        "tomorrow": now + timedelta(days=1, hours=2),
        "late": now - timedelta(days=6),
        "soon": now + timedelta(hours=5),
        "bars": [
            {"label": _("Call"), "width": 62, "text": "31"},
            {"label": _("Visit"), "width": 40, "second": 14, "text": "27", "tone": "tone-green"},
            {"label": _("E-mail"), "width": 8, "text": "4", "thin": True, "url": "#"},
        ],
        "plain_form": SampleForm(prefix="plain", initial={"channel": "visit", "tier": "b", "people": ["2"]}),
        "broken_form": broken,
        "rising": [3, 4, 4, 6, 5, 7, 8, 8, 10, 12],
        "gapped": [8, 7, None, None, 6, 6, 5, 4, 4, 3],
        "rows": [
            ("华东电力科技有限公司", "王芳", "active", _("Active"), 94, now - timedelta(hours=5)),
            ("Nordwind Logistics GmbH", "Anna Schmidt", "at_risk", _("At risk"), 61, now - timedelta(days=2)),
            ("Sunrise Retail Pte Ltd", "李雷", "prospect", _("Prospect"), None, now - timedelta(days=9)),
        ],
        "lines": [
            _line(
                "calendar-x",
                "red",
                "华东电力科技：季度回顾",
                now - timedelta(days=6),
                _("Meetings"),
                _("Hold now"),
                late=True,
            ),
            _line(
                "message-off",
                "orange",
                "Nordwind Logistics GmbH",
                now - timedelta(days=6),
                _("Silence"),
                _("Log a contact"),
            ),
            _line(
                "checklist",
                "blue",
                _("Send the revised maintenance window"),
                now + timedelta(days=1),
                _("Action items"),
                _("Done"),
            ),
        ],
        "told": [
            _told(
                "phone",
                "green",
                _("Call with Anna Schmidt"),
                now - timedelta(hours=3),
                "王芳",
                _("Asked for the October figures in one table; otherwise content."),
            ),
            _told("alert-triangle", "red", _("Service event INC0001234"), now - timedelta(days=6)),
            _told("calendar-check", "blue", _("Monthly meeting held"), now - timedelta(days=6), "李雷"),
        ],
        "entries": [
            SimpleNamespace(
                actor_name="王芳",
                label=_("changed the tier"),
                at=now - timedelta(hours=4),
                changes=[(_("Tier"), "B", "A")],
                reason=_("Revenue grew past the threshold."),
            ),
            SimpleNamespace(
                actor_name="Anna Schmidt", label=_("took over"), at=now - timedelta(days=12), changes=[], reason=""
            ),
        ],
        "changes": [(_("Phone"), "+86 21 5555 0101", "+86 21 5555 0199"), (_("Tier"), "A", "B")],
        "chart": {
            "kind": "bar",
            "labels": ["06", "07", "08", "09", "10", "11"],
            "series": [
                {"name": str(_("Held")), "data": [21, 24, 22, 27, 30, 28], "tone": "green"},
                {"name": str(_("Missed")), "data": [4, 3, 5, 2, 2, 1], "tone": "red"},
            ],
            "stacked": True,
        },
        "days": [
            {"number": number, "rest": number % 7 in {6, 0}, "today": number == 11, "busy": number in {3, 11, 12}}
            for number in range(1, 15)
        ],
    }


def _line(icon: str, tone: str, sentence: Any, due: datetime, label: Any, action: Any, *, late: bool = False) -> Any:
    """A row of Today that nobody has to do."""
    row = SimpleNamespace(pk=0, due_at=due, relationship=None, snoozed_until=None)
    rule = SimpleNamespace(icon=icon, label=label)
    return SimpleNamespace(
        row=row, rule=rule, tone=tone, sentence=sentence, is_late=late, action_url="#", action_label=action
    )


def _told(icon: str, tone: str, title: Any, at: datetime, actor: str = "", text: Any = "") -> Any:
    """An entry of a timeline that never happened."""
    entry = SimpleNamespace(at=at, actor_id=1 if actor else None, actor=actor, text=str(text))
    return SimpleNamespace(icon=icon, tone=tone, title=title, url="", entry=entry)
