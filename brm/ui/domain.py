"""Verbs about lists. Saved views are tastes of a person, not facts of a relationship: they leave no line of history,
except where a view is handed to others. A list that leaves the portal as a file does."""

from collections.abc import Mapping, Sequence

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.accounts.models import Team, User
from brm.audit import trail, words
from brm.core import clock
from brm.core.errors import DomainError
from brm.ui.models import SavedView, Sharing

trail.label("view.share", gettext_lazy("View shared"))
trail.label("list.export", gettext_lazy("List saved as a file"))
words.word("list", gettext_lazy("List"))
words.word("file", gettext_lazy("File"))
words.word("filter", gettext_lazy("Filter"))

MOST = 40


def views_for(user: User, page: str = "") -> models.QuerySet[SavedView]:
    """The views a person finds above a list (or above all lists)."""
    views = SavedView.objects.visible_to(user)
    return views.filter(page=page) if page else views


def pinned_views_for(user: User) -> models.QuerySet[SavedView]:
    """What stands in the person's side bar."""
    return views_for(user).filter(pinned_by=user)


def note_export(user: User, *, page: str, kind: str, query: str) -> None:
    """Who took which list out of the portal, narrowed to what, as which kind of file."""
    changes = {"list": (None, page), "file": (None, kind), "filter": (None, query[:500])}
    trail.record(user, "list.export", by=user, changes=changes, show="")


_AT_HAND = """
SELECT v.*, p.id IS NOT NULL AS is_pinned FROM ui_savedview v
LEFT JOIN ui_savedview_pinned_by p ON p.savedview_id = v.id AND p.user_id = %(me)s
WHERE (v.page = %(page)s OR p.id IS NOT NULL) AND (
  v.owner_id = %(me)s OR v.sharing = 'everyone' OR (v.sharing = 'team' AND EXISTS (
    SELECT FROM accounts_membership m WHERE m.team_id = v.team_id AND m.user_id = %(me)s)))
ORDER BY v.position, v.id
"""


def views_at_hand(user: User, page: str) -> list[SavedView]:
    """The views of one list and, whatever their list, those in the side bar (``is_pinned``): one question a page.

    The rule of ``visible_to`` written out: every page asks this, and composing the question took longer than answering.
    """
    return list(SavedView.objects.raw(_AT_HAND, {"me": user.pk, "page": page}))


def own_views(user: User) -> models.QuerySet[SavedView]:
    """The views a person may change."""
    return SavedView.objects.filter(owner=user)


@transaction.atomic
def save_view(
    *,
    page: str,
    title: str,
    by: User,
    filters: Mapping[str, Sequence[str]],
    columns: Sequence[str] = (),
    sort: str = "",
    sharing: str = Sharing.NOBODY,
    team: Team | None = None,
    pinned: bool = False,
) -> SavedView:
    """Keep a list as it is on the screen under a name."""
    mine = own_views(by).filter(page=page)
    if mine.count() >= MOST:
        raise DomainError(_("You keep %(n)d views of this list already. Delete one first.") % {"n": MOST})
    last = mine.aggregate(last=Max("position"))["last"]
    view = SavedView(
        owner=by,
        page=page,
        title=title.strip(),
        filters={name: list(values) for name, values in filters.items()},
        columns=list(columns),
        sort=sort,
        position=0 if last is None else last + 1,
    )
    _share(view, sharing, team, by)
    _check(view)
    view.save()
    if pinned:
        view.pinned_by.add(by)
    _tell(view, by)
    return view


@transaction.atomic
def change_view(
    view: SavedView,
    *,
    by: User,
    title: str | None = None,
    filters: Mapping[str, Sequence[str]] | None = None,
    columns: Sequence[str] | None = None,
    sort: str | None = None,
    sharing: str | None = None,
    team: Team | None = None,
) -> SavedView:
    """Give a view another name, other contents or other readers. Only its owner may."""
    view = _own(view, by)
    was = view.sharing
    if title is not None:
        view.title = title.strip()
    if filters is not None:
        view.filters = {name: list(values) for name, values in filters.items()}
    if columns is not None:
        view.columns = list(columns)
    if sort is not None:
        view.sort = sort
    if sharing is not None:
        _share(view, sharing, team, by)
    _check(view)
    view.updated_at = clock.now()
    view.save()
    if view.sharing != was:
        _tell(view, by)
    return view


def pin_view(view: SavedView, *, by: User, pinned: bool = True) -> None:
    """Put a view into one's own side bar, or take it out. Everybody who finds a view may."""
    if pinned:
        view.pinned_by.add(by)
    else:
        view.pinned_by.remove(by)


@transaction.atomic
def delete_view(view: SavedView, *, by: User) -> None:
    """Drop a view. The rows it showed stay where they are."""
    _own(view, by).delete()


def _own(view: SavedView, by: User) -> SavedView:
    found = own_views(by).select_for_update().filter(pk=view.pk).first()
    if found is None:
        raise DomainError(_("Only the one who made this view can change it. Save it under another name instead."))
    return found


def _share(view: SavedView, sharing: str, team: Team | None, by: User) -> None:
    if sharing == Sharing.TEAM and team is None:
        team = Team.objects.filter(memberships__user=by, dissolved_at=None).order_by("pk").first()
        if team is None:
            raise DomainError(_("You belong to no team. Share the view with everyone, or keep it."), field="sharing")
    view.sharing, view.team = sharing, team if sharing == Sharing.TEAM else None


def _tell(view: SavedView, by: User) -> None:
    if view.sharing != Sharing.NOBODY:
        trail.record(view, "view.share", by=by, changes={"sharing": (Sharing.NOBODY, view.sharing)})


def _check(view: SavedView) -> None:
    try:
        view.full_clean()
    except ValidationError as error:
        field, texts = next(iter(error.message_dict.items()))
        raise DomainError(texts[0], field=field if field != "__all__" else "title") from error
