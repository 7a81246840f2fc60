"""Where a person is signed in, and ending it."""

from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy

from brm.accounts.models import SignIn, User
from brm.audit import trail
from brm.core import clock

trail.label("person.sessions", gettext_lazy("Sessions ended"))


def remember_sign_in(user: User, *, session_key: str, address: str | None, browser: str) -> SignIn:
    """Note a new session, so that the person recognises it in their list."""
    SignIn.objects.filter(user=user).exclude(
        session_key__in=Session.objects.filter(expire_date__gte=clock.now()).values("session_key")
    ).delete()
    return SignIn.objects.create(user=user, session_key=session_key, address=address, browser=browser[:80])


def note_seen(sign_in_id: int, *, session_key: str) -> None:
    """The session was used just now (said at most once an hour)."""
    SignIn.objects.filter(pk=sign_in_id).update(seen_at=clock.now(), session_key=session_key)


def sign_ins_for(user: User) -> list[SignIn]:
    """The sessions that still live, last used first."""
    living = Session.objects.filter(expire_date__gte=clock.now()).values("session_key")
    return list(SignIn.objects.filter(user=user, session_key__in=living).order_by("-seen_at")[:50])


@transaction.atomic
def end_session(sign_in: SignIn, *, by: User) -> None:
    """Sign one browser out."""
    Session.objects.filter(session_key=sign_in.session_key).delete()
    sign_in.delete()
    trail.record(sign_in.user, "person.sessions", by=by, show="")


@transaction.atomic
def end_other_sessions(user: User, *, but: str, by: User) -> None:
    """Sign every other browser out; the caller renews the session it keeps."""
    end_every_session(user, but=but)
    trail.record(user, "person.sessions", by=by, show="")


def end_every_session(user: User, *, but: str = "") -> None:
    """No session of this person is good any more, whether it is in the list or not."""
    User.objects.filter(pk=user.pk).update(session_round=F("session_round") + 1)
    user.refresh_from_db(fields=["session_round"])
    others = SignIn.objects.filter(user=user).exclude(session_key=but)
    Session.objects.filter(session_key__in=list(others.values_list("session_key", flat=True))).delete()
    others.delete()
