"""Which documents there are, in the dossier."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.accounts.models import User
from brm.documents.domain import documents_for
from brm.parties.dossier import SECTIONS, Content, Row, Section
from brm.parties.models import Relationship


def documents(user: User, relationship: Relationship) -> Content:
    """The latest of them."""
    rows = [
        Row((document.title, document.created_at), reverse("documents:detail", args=[document.pk]))
        for document in documents_for(user).filter(relationship=relationship).order_by("-pk")[:30]
    ]
    return Content(columns=(_("Name"), _("Added")), rows=rows, widths=(5, 1.5), empty=_("None is kept here."))


SECTIONS.register("documents", Section("documents", gettext_lazy("Documents"), 800, documents))
