"""Several files and photographs in one field."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from brm.documents.rules import LARGEST

MOST = 10


class FilesInput(forms.ClearableFileInput):
    """Chosen from the device, taken with its camera, or pasted: all under one name."""

    allow_multiple_selected = True
    template_name = "portal/files_input.html"

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[UploadedFile]:
        return [file for file in files.getlist(name) if file] if hasattr(files, "getlist") else []

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, None, attrs)
        return {**context, "most": MOST, "largest": LARGEST // 1024 // 1024}


class FilesField(forms.Field):
    """No file is fine, ten are the most."""

    widget = FilesInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, label=kwargs.pop("label", _("Photos and files")), **kwargs)

    def clean(self, value: Iterable[UploadedFile] | None) -> list[UploadedFile]:
        files = list(value or [])
        if len(files) > MOST:
            raise forms.ValidationError(_t("At most %(n)d files at once.") % {"n": MOST})
        for file in files:
            if (file.size or 0) > LARGEST:
                raise forms.ValidationError(
                    _t("“%(name)s” is too large; the limit is %(limit)s.")
                    % {"name": file.name, "limit": filesizeformat(LARGEST)}
                )
        return files
