"""Where documents plug into the timeline."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.audit import words
from brm.documents import domain
from brm.timeline.domain import KINDS, TimelineKind
from brm.timeline.models import TimelineEntry

VERBS = (domain,)


def _story(entry: TimelineEntry) -> str:
    return _("Document attached: %(title)s") % {"title": entry.params.get("title", "")}


def _url(entry: TimelineEntry) -> str:
    return reverse("documents:detail", args=[entry.subject_id]) if entry.subject_id else ""


KINDS.register("document", TimelineKind("document", gettext_lazy("Documents"), "paperclip", _story, _url))
words.readable("documents.document", domain.documents_for)
