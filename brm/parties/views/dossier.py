"""The dossier of a relationship, on a page and as PDF."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from brm.core import clock
from brm.parties.domain.links import relationship_url
from brm.parties.domain.queries import relationships_for
from brm.parties.dossier import on_paper, said, told_for
from brm.parties.views.base import keepers, relationship_or_404
from brm.printing.answers import pdf_answer
from brm.printing.pdf import typeset
from brm.ui.http import Request
from brm.ui.pages import DetailPage, Page


class Dossier(DetailPage):
    """Everything the next person must know, to be read or printed."""

    show = keepers
    source = relationships_for
    template_name = "parties/dossier.html"
    object_name = "relationship"

    def get_title(self) -> Any:
        return _now("Dossier: %(name)s") % {"name": self.object}

    def get_crumbs(self) -> list[Any]:
        return [(relationship_url(self.object), str(self.object))]

    def get_context(self, **more: Any) -> dict[str, Any]:
        pdf = reverse("parties:dossier_pdf", args=[self.object.pk])
        return super().get_context(told=told_for(self.request.user, self.object), pdf=pdf, **more)


class DossierPdf(Page):
    """The same on paper, in the reader's language."""

    show = keepers
    title = _("Dossier")

    def get(self, request: Request, pk: int) -> HttpResponse:
        relationship = relationship_or_404(request, pk)
        told = told_for(request.user, relationship)
        title = _now("Dossier: %(name)s") % {"name": relationship}
        today = said(clock.today())
        content = typeset(
            "report",
            {
                "title": title,
                "subtitle": _now("As of %(day)s, for %(person)s") % {"day": today, "person": request.user},
                "foot": f"{relationship} · {today} · {_now('confidential')}",
                "sections": on_paper(told),
            },
        )
        return pdf_answer(content, f"{title} {today}.pdf".replace(":", " -"))
