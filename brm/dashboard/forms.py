"""Putting a row of Today off."""

from django import forms
from django.utils.translation import gettext_lazy as _


class SnoozeForm(forms.Form):
    """Until which day it may wait."""

    until = forms.DateField(label=_("Until"), widget=forms.DateInput(attrs={"type": "date"}))
