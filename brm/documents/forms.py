"""Attaching and renaming documents."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from brm.documents.rules import ALLOWED, LARGEST
from brm.parties.domain.queries import relationships_for
from brm.parties.forms.fields import RELATIONSHIPS, PickField, PickMixin

MOST_FILES = 10


class FilesInput(forms.ClearableFileInput):
    """Several files under one name."""

    allow_multiple_selected = True
    template_name = "django/forms/widgets/file.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        accept = ",".join(f".{extension}" for extension in ALLOWED)
        super().__init__({"multiple": True, "accept": accept, **(attrs or {})})

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[UploadedFile]:
        """All of them, whether one was chosen or ten."""
        return [file for file in files.getlist(name) if file] if hasattr(files, "getlist") else []


class FilesField(forms.Field):
    """No file is fine, ten are the most; what is in them is looked at when they are kept."""

    widget: Any = FilesInput

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Files"))
        kwargs.setdefault("help_text", _("Pictures, PDF, office documents, text; up to 20 MB each."))
        super().__init__(**{"required": False, **kwargs})

    def clean(self, value: Iterable[UploadedFile] | None) -> list[UploadedFile]:
        """The files, each small enough to be taken."""
        files = list(super().clean(list(value or [])) or [])
        if len(files) > MOST_FILES:
            raise forms.ValidationError(_t("Send at most %(most)d files at once.") % {"most": MOST_FILES})
        for file in files:
            if (file.size or 0) > LARGEST:
                raise forms.ValidationError(
                    _t("“%(name)s” is too large; the limit is %(limit)s.")
                    % {"name": file.name, "limit": filesizeformat(LARGEST)}
                )
        return files


class DocumentForm(PickMixin, forms.Form):
    """A file, and with which relationship it is kept."""

    relationship = PickField(search=RELATIONSHIPS, label=_("Relationship"), empty_label="")
    file = forms.FileField(
        label=_("File"),
        widget=forms.FileInput(attrs={"accept": ",".join(f".{extension}" for extension in ALLOWED)}),
        help_text=_("Up to 20 MB: office documents, PDF, pictures, text, ZIP."),
        allow_empty_file=True,
    )
    title = forms.CharField(label=_("Title"), max_length=200, required=False, help_text=_("Empty: the file's name."))

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["relationship"].queryset = relationships_for(user)
        self.settle_picks()


class TitleForm(forms.Form):
    """Another title."""

    title = forms.CharField(label=_("Title"), max_length=200)
