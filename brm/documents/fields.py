"""Files sent to the API beside other values, as multipart/form-data."""

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from brm.core.errors import DomainError
from brm.documents.domain import look_at
from brm.documents.forms import MOST_FILES


class FilesField(serializers.ListField):
    """Several files under one name. Each is looked at before anything is done, and refused by its name."""

    default_error_messages = {"max_length": _("Send at most {max_length} files at once.")}

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("child", serializers.FileField(allow_empty_file=True, max_length=255))
        super().__init__(**{"required": False, "write_only": True, "max_length": MOST_FILES, **kwargs})

    def to_internal_value(self, data: Any) -> list[UploadedFile]:
        """The files, each fit to be kept."""
        files: list[UploadedFile] = super().to_internal_value(data)
        refused = []
        for file in files:
            try:
                look_at(file)
            except DomainError as refusal:
                refused.append(f"{file.name}: {refusal}")
        if refused:
            raise serializers.ValidationError(refused)
        return files
