"""The forms of an import: which file as what, how it is read, what its columns mean."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from brm.accounts.models import User
from brm.core.numbers import whole
from brm.imports.domain.queries import owners_for
from brm.imports.enums import DateOrder, FieldType, Mode, Repeats
from brm.imports.kinds import KINDS, ImportField, kinds_for
from brm.imports.models import ImportRun, ImportTemplate
from brm.imports.plan import UNKNOWN
from brm.imports.reading.texts import DELIMITERS, ENCODINGS

NO_COLUMN = ""


class UploadForm(forms.Form):
    """A file, and what its rows are."""

    kind = forms.ChoiceField(label=_("What are the rows?"), widget=forms.RadioSelect)
    file = forms.FileField(label=_("File"), allow_empty_file=True)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = kinds_for(user)
        kind = self.fields["kind"]
        offer(kind, [(each.name, each.label) for each in kinds])
        kind.initial = kinds[0].name if kinds else None


class ReadingForm(forms.Form):
    """How the file is read, where the guess was wrong."""

    encoding = forms.ChoiceField(label=_("Characters"), required=False)
    delimiter = forms.ChoiceField(label=_("Separator"), required=False)
    sheet = forms.ChoiceField(label=_("Sheet"), required=False)
    has_header = forms.BooleanField(label=_("The first row holds the names of the columns"), required=False)

    def __init__(self, data: Any = None, *, run: ImportRun) -> None:
        super().__init__(data, initial=run.reading)
        if run.reading.get("format") == "xlsx":
            del self.fields["encoding"], self.fields["delimiter"]
            offer(self.fields["sheet"], [(name, name) for name in run.reading.get("sheets", [])])
        else:
            del self.fields["sheet"]
            encodings = {**ENCODINGS, run.reading["encoding"]: ENCODINGS.get(run.reading["encoding"], "UTF-16")}
            offer(self.fields["encoding"], list(encodings.items()))
            offer(self.fields["delimiter"], list(DELIMITERS.items()))


class ModeForm(forms.Form):
    """What to do about rows with errors."""

    mode = forms.ChoiceField(label=_("Rows with errors"), choices=Mode.choices, widget=forms.RadioSelect)


@dataclass
class MatchLine:
    """One meaning on the page: its column, its value for all rows, what the first rows hold."""

    field: ImportField
    column: BoundField
    value: BoundField
    sample: list[str]
    suggestions: list[str]


class MatchForm(forms.Form):
    """Which column means what; a value for all rows where no column does; how days and repetitions are meant."""

    repeats = forms.ChoiceField(
        label=_("If several rows are about the same record"), choices=Repeats.choices, widget=forms.RadioSelect
    )
    order = forms.ChoiceField(label=_("How days are written"), choices=DateOrder.choices)
    zone = forms.ChoiceField(
        label=_("Time zone of the moments"), help_text=_("Where the file itself says nothing of a zone.")
    )
    unknown = forms.CharField(
        label=_("Signs for “not known”"), required=False, max_length=200, help_text=_("Separated by commas.")
    )
    keep_as = forms.CharField(
        label=_("Keep this as a template called"), required=False, max_length=80,
        help_text=_("Next time choose it and go on at once."),
    )  # fmt: skip
    is_shared = forms.BooleanField(label=_("for all colleagues"), required=False)

    def __init__(
        self,
        data: Any = None,
        *,
        run: ImportRun,
        user: User,
        template: ImportTemplate | None = None,
        columns: dict[str, int] | None = None,
    ) -> None:
        self.run, self.kind, self.user = run, KINDS[run.kind], user
        defaults = template.defaults if template else run.defaults
        columns = run.columns if columns is None else columns
        options = {"unknown": UNKNOWN, **run.options, **(template.options if template else {})}
        super().__init__(data, initial={**options, "keep_as": template.name if template else ""})
        offer(self.fields["zone"], [(name, name) for name in sorted(available_timezones()) if "/" in name])
        places = [(NO_COLUMN, "–"), *((str(place), name) for place, name in enumerate(run.header))]
        people = owners_for(user).people
        for field in self.kind.fields():
            label = str(field.label)
            self.fields[f"column_{field.key}"] = forms.ChoiceField(
                label=label, choices=places, required=False, initial=str(columns.get(field.key, NO_COLUMN)),
                widget=forms.Select(attrs={"aria-label": _("Column for “%(field)s”") % {"field": label}}),
            )  # fmt: skip
            value = _value_field(field, people, user)
            value.widget.attrs["aria-label"] = _("“%(field)s” where the cell is empty") % {"field": label}
            value.initial = defaults.get(field.key, field.default)
            if field.suggest:
                value.widget.attrs |= {"list": f"suggest-{field.key}", "autocomplete": "off"}
            self.fields[f"value_{field.key}"] = value

    @property
    def unused(self) -> list[str]:
        """The columns of the file that no meaning is matched to: they would not be taken over."""
        used = {self[name].value() for name in self.fields if name.startswith("column_")}
        return [name for place, name in enumerate(self.run.header) if str(place) not in used]

    def lines(self) -> Iterator[tuple[str, list[MatchLine]]]:
        """The meanings in their groups."""
        groups: dict[str, list[MatchLine]] = {}
        for field in self.kind.fields():
            column = self[f"column_{field.key}"]
            place = column.value()
            sample = []
            if place not in (NO_COLUMN, None) and (at := whole(place)) is not None:
                sample = [row[at] for row in self.run.sample if at < len(row) and row[at]]
            line = MatchLine(
                field,
                column,
                self[f"value_{field.key}"],
                list(dict.fromkeys(sample))[:3],
                list(field.suggest(self.user)) if field.suggest else [],
            )
            groups.setdefault(str(field.group), []).append(line)
        yield from groups.items()

    def chosen(self) -> dict[str, Any]:
        """What ``check`` wants to know."""
        data = self.cleaned_data
        return {
            "columns": {
                field.key: int(place) for field in self.kind.fields() if (place := data.get(f"column_{field.key}"))
            },
            "defaults": {
                field.key: str(value)
                for field in self.kind.fields()
                if (value := data.get(f"value_{field.key}")) not in (None, "")
            },
            "options": {name: data[name] for name in ("repeats", "order", "zone", "unknown")},
        }

    def refuse(self, key: str, words: str) -> None:
        """Put a refusal beside the meaning it is about."""
        name = f"column_{key}"
        self.add_error(name if name in self.fields else None, words)


def _value_field(field: ImportField, people: list[User], user: User) -> forms.Field:
    """What one can say for all rows, in the manner of the field."""
    nothing = [("", "–")]
    if field.choices is not None:
        return forms.ChoiceField(choices=[*nothing, *field.choices.choices], required=False)
    if field.type == FieldType.FLAG:
        return forms.ChoiceField(choices=[*nothing, ("yes", _("Yes")), ("no", _("No"))], required=False)
    if field.type == FieldType.PERSON:
        named = [(each.email, str(each)) for each in people if each.pk != user.pk]
        return forms.ChoiceField(choices=[("", _("Me")), *named], required=False)
    if field.type == FieldType.ZONE:
        zones = [(name, name) for name in sorted(available_timezones()) if "/" in name]
        return forms.ChoiceField(choices=[*nothing, *zones], required=False)
    return forms.CharField(required=False, max_length=field.most if field.type == FieldType.TEXT else 60)


def offer(field: forms.Field, choices: list[tuple[Any, Any]]) -> None:
    """Give a choice field its choices once they are known."""
    if isinstance(field, forms.ChoiceField):
        field.choices = choices
