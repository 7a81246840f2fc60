"""What the parties tell people by the bell and by mail."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.accounts.models import User
from brm.notifications.domain.kinds import KINDS, NotificationKind, Params
from brm.notifications.domain.writing import notify
from brm.parties.domain import happenings
from brm.parties.domain.links import relationship_url
from brm.parties.enums import Status
from brm.parties.models import Handover, RelationshipShare


def _request_subject(params: Params) -> str:
    return _("%(person)s asks you to share %(organisation)s") % params


def _request_body(params: Params) -> str:
    return _(
        "%(person)s wanted to register “%(name)s”, which looks like %(organisation)s, for which you are responsible. "
        "Share the relationship, or tell them that it is another company."
    ) % {key: params.get(key, "") for key in ("person", "name", "organisation")}


def _handover_subject(params: Params) -> str:
    return _("%(person)s handed %(organisation)s over to you") % params


def _handover_body(params: Params) -> str:
    return str(params.get("note", ""))


def tell_new_owner(handover: Handover, *, by: User | None) -> None:
    """The new manager hears of it at once, with the note."""
    ended = handover.relationship.status == Status.ENDED
    if ended or (by is not None and by.pk == handover.to_user_id):
        return
    notify(
        handover.to_user, "handover", key=f"handover-{handover.pk}", url=relationship_url(handover.relationship),
        relationship=handover.relationship, at=handover.at, person=str(handover.from_user), note=handover.note,
        organisation=str(handover.relationship.organisation),
    )  # fmt: skip


def _share_subject(params: Params) -> str:
    return _("%(person)s shared %(organisation)s with you") % params


def _share_body(params: Params) -> str:
    return str(params.get("note", ""))


def tell_colleague(share: RelationshipShare, *, by: User | None) -> None:
    """The colleague hears what was shared, and why."""
    relationship = share.relationship
    notify(
        share.user, "shared", key=f"share-{share.pk}", url=relationship_url(relationship), relationship=relationship,
        person=str(by or relationship.owner), organisation=str(relationship.organisation), note=share.note,
    )  # fmt: skip


KINDS.register(
    "share_request",
    NotificationKind(
        "share_request", "relationships", gettext_lazy("A colleague asks to share"), _request_subject, _request_body,
        icon="share",
    ),
)  # fmt: skip
KINDS.register(
    "handover",
    NotificationKind(
        "handover", "relationships", gettext_lazy("A relationship is handed over"), _handover_subject, _handover_body,
        icon="transfer",
    ),
)  # fmt: skip
KINDS.register(
    "shared",
    NotificationKind(
        "shared", "relationships", gettext_lazy("A relationship is shared"), _share_subject, _share_body, icon="share"
    ),
)
happenings.HANDED_OVER.register("notices", tell_new_owner)
happenings.SHARED.register("notices", tell_colleague)
