"""Files from a phone: photos above all."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from brm.documents import forms
from brm.documents.rules import LARGEST


class FilesInput(forms.FilesInput):
    """Chosen from the device, taken with its camera, or pasted: all under one name."""

    template_name = "portal/files_input.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, None, attrs)
        return {**context, "most": forms.MOST_FILES, "largest": LARGEST // 1024 // 1024}


class FilesField(forms.FilesField):
    """No file is fine, ten are the most."""

    widget = FilesInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"label": _("Photos and files"), "help_text": "", **kwargs})
