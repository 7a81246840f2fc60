"""How a form looks: label, control, help and error in one place, the same on every page.

Widgets look as Django's own templates have them, the plain ones drawn without a template; the classes and the words for
screen readers are added by the bound field.
"""

from typing import Any

from django import forms
from django.forms.renderers import DjangoTemplates
from django.http import HttpRequest
from django.template import TemplateDoesNotExist
from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe

from brm.ui.drawing import drawn

SELECTS = (forms.Select, forms.SelectMultiple)
TICKS = (forms.CheckboxInput, forms.RadioSelect, forms.CheckboxSelectMultiple)
PLACED_BY_TEMPLATE = (forms.RadioSelect, forms.CheckboxSelectMultiple)


def control_class(widget: forms.Widget) -> str:
    """The class a control of this kind carries."""
    if isinstance(widget, TICKS):
        return "form-check-input"
    if isinstance(widget, SELECTS):
        return "form-select"
    return "form-control"


class TablerBoundField(forms.BoundField):
    """A field on a page: knows its classes, and points at its help and its error."""

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        widget = widget or self.field.widget
        attrs = super().build_widget_attrs(attrs, widget)
        if not widget.is_hidden and not isinstance(widget, forms.MultiWidget):
            classes = [str(widget.attrs.get("class", "")), control_class(widget)]
            if self.errors:
                classes.append("is-invalid")
            attrs["class"] = " ".join(dict.fromkeys(" ".join(classes).split()))
        if isinstance(widget, SELECTS) and not isinstance(widget, TICKS):
            self._describe_select(widget, attrs)
        return attrs

    def _describe_select(self, widget: forms.Widget, attrs: dict[str, Any]) -> None:
        """Long or many-valued lists become searchable; a script-less browser shows the plain list."""
        many = isinstance(widget, forms.SelectMultiple)
        from_rows = isinstance(self.field, forms.ModelChoiceField)
        if (many or from_rows) and "data-plain" not in widget.attrs:
            attrs.setdefault("data-search-select", "")

    @property
    def layout(self) -> str:
        """Which arrangement the field template uses."""
        widget = self.field.widget
        if isinstance(widget, forms.CheckboxInput):
            return "tick"
        if isinstance(widget, PLACED_BY_TEMPLATE):
            return str(widget.attrs.get("data-layout", "choices"))
        return "plain"

    @property
    def optional_mark(self) -> bool:
        """True where the form asks mostly for required things and this one may stay empty."""
        return not self.field.required and not self.is_hidden


class TablerFormRenderer(DjangoTemplates):
    """Our templates for forms and fields, Django's own for widgets that are not drawn by hand."""

    form_template_name = "ui/form/form.html"
    formset_template_name = "ui/form/formset.html"
    field_template_name = "ui/form/field.html"
    bound_field_class = TablerBoundField

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> SafeString:
        control = drawn(template_name, context)
        return control if control is not None else mark_safe(super().render(template_name, context, request))  # noqa: S308 - a template

    def get_template(self, template_name: str) -> Any:
        if template_name.startswith("ui/"):
            return get_template(template_name)
        try:
            return super().get_template(template_name)
        except TemplateDoesNotExist:
            return get_template(template_name)
