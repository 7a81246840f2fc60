"""Files that were given to them, or that they gave to us: to keep, or to look at where a browser can show them."""

from django.http import Http404, StreamingHttpResponse
from django.shortcuts import get_object_or_404

from brm.documents.views import file_response
from brm.ui.http import Request
from customers.portal.domain.queries import documents_open_to
from customers.portal.views.base import Visitor


class File(Visitor):
    """One file, or (``preview``) a look at it."""

    preview = False

    def get(self, request: Request, pk: int) -> StreamingHttpResponse:
        document = get_object_or_404(documents_open_to(request.user), pk=pk)
        response = file_response(document, preview=self.preview)
        if response is None:
            raise Http404
        return response
