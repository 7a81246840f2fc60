"""Writing to the complainant and among us; the files of a complaint."""

from typing import Any

from django.http import Http404, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from brm.documents.views import file_response
from brm.ui.http import Request
from brm.ui.pages import Page, insiders_only
from customers.complaints.domain.messages import write
from customers.complaints.domain.talk import complaint_files_for
from customers.complaints.forms.parts import MessageForm
from customers.complaints.models import ComplaintMessage
from customers.complaints.views.base import ComplaintForm


class Write(ComplaintForm):
    """A message; where it is refused, what was typed stays."""

    form_class = MessageForm
    title = _("Write a message or a note")
    submit = _("Submit")
    success = _("Written.")
    draft = "complaint"

    def save(self, form: Any) -> ComplaintMessage:
        return write(self.object, by=self.request.user, **form.cleaned_data)

    def get_success_url(self, result: Any) -> str:
        return f"{self.object.get_absolute_url()}#talk"


class ComplaintFile(Page):
    """A file of a complaint one may read: to keep, or (``preview``) to look at."""

    show = insiders_only
    preview = False

    def get(self, request: Request, pk: int) -> StreamingHttpResponse:
        response = file_response(get_object_or_404(complaint_files_for(request.user), pk=pk), preview=self.preview)
        if response is None:
            raise Http404
        return response


class ComplaintPicture(ComplaintFile):
    """The same, to look at in the browser."""

    preview = True
