"""Keeping files: checked before they are taken in, given out only to who may see the relationship (ruling 28)."""

import hashlib
import shutil
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.base import File
from django.db import models, transaction
from django.db.models import Sum
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.accounts.models import User
from brm.audit import trail
from brm.core import clock
from brm.core.errors import DomainError
from brm.core.registry import Registry
from brm.documents.models import Document
from brm.documents.rules import FREE_DISK_FLOOR, LARGEST, QUOTA_PER_ORGANISATION, Sniffed, plain_name, sniff
from brm.parties.models import Contact, Relationship
from brm.timeline.domain import note

SCANNERS: Registry[Callable[[File], "str | None"]] = Registry("document scanner")
"""A scanner looks at a file before it is kept and answers None, or why it must not be."""


def attach_document(
    relationship: Relationship,
    *,
    file: File,
    by: User | None,
    contact: Contact | None = None,
    title: str = "",
    at: datetime | None = None,
    subject: models.Model | None = None,
    shared: bool = False,
) -> Document:
    """Keep a file with a relationship, perhaps with one record on it (a meeting, a matter).

    ``contact`` brought it where nobody with an account did: by mail, for one.
    """
    at = at or clock.now()
    name, size = plain_name(file.name or ""), file.size or 0
    kind = look_at(file)
    _refuse_without_room(relationship, size)
    document = Document(
        relationship=relationship, title=(" ".join(title.split()) or name)[:200], original_name=name, size=size,
        sha256=_fingerprint(file), mime=kind.mime, uploaded_by=by, uploaded_contact=None if by else contact,
        shared_with_customer=shared, created_at=at, updated_at=at,
        subject_type=subject._meta.label_lower if subject is not None else "",
        subject_id=subject.pk if subject is not None else None,
    )  # fmt: skip
    document.file.save(name, file, save=False)
    try:
        with transaction.atomic():
            document.save()
            added = {"title": (None, document.title), "size": (None, size)}
            trail.record(document, "document.attach", by=by, changes=added, at=at)
            note(relationship, "document", event="attached", at=at, subject=document, actor=by, title=document.title)
    except BaseException:
        document.file.storage.delete(str(document.file.name))
        raise
    return document


def look_at(file: File) -> Sniffed:
    """What a file is; refused where it must not be kept: empty, too large, not what its name says, found harmful."""
    _refuse_size(file.size or 0)
    kind = sniff(file, plain_name(file.name or ""))
    for scanner in SCANNERS:
        if reason := scanner(file):
            raise DomainError(_("The file was not accepted: %(reason)s") % {"reason": reason}, field="file")
    return kind


@transaction.atomic
def archive_document(document: Document, *, by: User, reason: str = "") -> Document:
    """Put a document away: no list shows it, the file stays until its time is over."""
    if document.archived_at is None:
        document.archived_at = document.updated_at = clock.now()
        document.save(update_fields=["archived_at", "updated_at"])
        changes = {"archived_at": (None, document.archived_at)}
        trail.record(document, "document.archive", by=by, changes=changes, reason=reason)
    return document


@transaction.atomic
def rename_document(document: Document, *, title: str, by: User) -> Document:
    """Give a document another title."""
    title = " ".join(title.split())[:200]
    if not title:
        raise DomainError(_("A document needs a title."), field="title")
    if title != document.title:
        before, document.title, document.updated_at = document.title, title, clock.now()
        document.save(update_fields=["title", "updated_at"])
        trail.record(document, "document.rename", by=by, changes={"title": (before, title)})
    return document


def content_of(document: Document) -> Iterator[bytes]:
    """The file's content piece by piece; opened when it is asked for, closed when it was given."""
    with document.file.open("rb") as file:
        yield from file.chunks()


def documents_for(user: User) -> models.QuerySet[Document]:
    """The documents of relationships a person may see, archived ones left out."""
    rows = Document.objects.filter(archived_at=None, relationship__in=Relationship.objects.visible_to(user).order_by())
    return rows.select_related("relationship__organisation", "uploaded_by", "uploaded_contact")


def documents_kept_with(relationship: Relationship) -> models.QuerySet[Document]:
    """The documents of one relationship, newest first; its reader has been checked."""
    return Document.objects.filter(relationship=relationship, archived_at=None).select_related(
        "uploaded_by", "uploaded_contact"
    )


def documents_of(subject: models.Model) -> models.QuerySet[Document]:
    """The documents attached to one record, whose reader has been checked."""
    return Document.objects.filter(
        subject_type=subject._meta.label_lower, subject_id=subject.pk, archived_at=None
    ).select_related("uploaded_by", "uploaded_contact")


def used_by(relationship: Relationship) -> int:
    """How many bytes the organisation's documents take."""
    rows = Document.objects.filter(relationship__organisation=relationship.organisation_id, archived_at=None)
    return rows.aggregate(sum=Sum("size"))["sum"] or 0


def _refuse_size(size: int) -> None:
    if size == 0:
        raise DomainError(_("The file is empty."), field="file")
    if size > LARGEST:
        raise DomainError(
            _("The file has %(size)s; the largest accepted is %(limit)s.")
            % {"size": filesizeformat(size), "limit": filesizeformat(LARGEST)},
            field="file",
        )


def attach_once(relationship: Relationship, *, file: File, by: User, subject: models.Model, **about: Any) -> None:
    """Attach a file to a record unless the very same one is there."""
    there = Document.objects.filter(subject_type=subject._meta.label_lower, subject_id=subject.pk, archived_at=None)
    if not there.filter(sha256=_fingerprint(file)).exists():
        attach_document(relationship, file=file, by=by, subject=subject, **about)


def _refuse_without_room(relationship: Relationship, size: int) -> None:
    used = used_by(relationship)
    if used + size > QUOTA_PER_ORGANISATION:
        raise DomainError(
            _("The documents of this organisation take %(used)s of %(quota)s. Archive some that are no longer needed.")
            % {"used": filesizeformat(used), "quota": filesizeformat(QUOTA_PER_ORGANISATION)},
            field="file",
        )
    place = Path(settings.VAR_DIR)
    place.mkdir(parents=True, exist_ok=True)
    if shutil.disk_usage(place).free - size < FREE_DISK_FLOOR:
        raise DomainError(
            _("There is too little room on the server for another file. Please tell an administrator."), field="file"
        )


def _fingerprint(file: File) -> str:
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()


trail.label("document.attach", gettext_lazy("Attached the document"))
trail.label("document.archive", gettext_lazy("Archived the document"))
trail.label("document.rename", gettext_lazy("Renamed the document"))
