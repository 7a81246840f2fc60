"""Telling the administrators, once a day, that mails wait for their decision."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from brm.accounts.domain.queries import insiders
from brm.accounts.enums import Role
from brm.core import clock
from brm.inbound.models import InboundMail
from brm.notifications.domain import KINDS, Notice, NotificationKind, notify_many
from brm.notifications.domain.kinds import Params

KIND = "inbound_waiting"


def tell_administrators() -> int:
    """One notice a day while something is kept aside. Answers how many people were told now."""
    waiting = InboundMail.objects.undecided().count()
    if not waiting:
        return 0
    key = f"inbound:{clock.today().isoformat()}"
    administrators = insiders().filter(roles__contains=[Role.ADMINISTRATOR])
    notices = [Notice(person, key, {"n": waiting}, reverse("inbound:list")) for person in administrators]
    return notify_many(KIND, notices)


def _subject(params: Params) -> str:
    return ngettext("%(n)d mail waits for your decision", "%(n)d mails wait for your decision", params["n"]) % params


def _body(_params: Params) -> str:
    return _("They came in but could not be delivered by themselves. Put them through or discard them.")


KINDS.register(
    KIND,
    NotificationKind(
        KIND, "system", gettext_lazy("Mails kept aside"), _subject, _body, work=False, icon="mail-question"
    ),
)
