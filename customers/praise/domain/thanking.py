"""Thanking the customer who praised, within the limit (C-19): thanks that come late are no thanks."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.accounts.domain.queries import leads_of
from brm.accounts.models import User
from brm.audit import trail
from brm.communications.domain.placing import zone_of
from brm.core import clock
from brm.core.editing import locked, save_changes
from brm.core.errors import DomainError
from brm.notifications.domain.writing import mail, notify
from brm.timeline.domain import note
from customers.praise.domain.asking import ask
from customers.praise.enums import PraiseStatus, ThankChannel
from customers.praise.models import Praise


@transaction.atomic
def thank_for_praise(praise: Praise, *, by: User, how: str, words: str = "", at: datetime | None = None) -> Praise:
    """Record how the customer was thanked; by mail the words go out from here, in the contact's language."""
    at, words = at or clock.now(), words.strip()
    praise = locked(praise)
    if praise.status == PraiseStatus.DECLINED:
        raise DomainError(_("It was not confirmed as praise; there is nothing to thank for."))
    if praise.thanked_at is not None:
        raise DomainError(_("The customer was thanked already."))
    if how not in ThankChannel.values:
        raise DomainError(_("Say how the customer was thanked."), field="how")
    if how == ThankChannel.MAIL:
        _send(praise, by, words, at)
    changes = save_changes(
        praise, {"thanked_at": at, "thanked_by": by, "thanked_how": how, "thank_words": words, "thank_sweep_at": None}
    )
    trail.record(praise, "praise.thank", by=by, changes={"thanked_how": changes["thanked_how"]}, at=at)
    note(
        praise.relationship_id, "praise", event="thank", at=at, subject=praise, actor=by, text=words[:500],
        number=praise.matter.number, title=praise.matter.title, how=how,
    )  # fmt: skip
    ask(praise, at)
    return praise


def show_late_thanks(praise: Praise, at: datetime) -> None:
    """The limit has passed without thanks: owner and leads are told, once. Called by the sweep, with the row held."""
    praise.thank_sweep_at = None
    praise.save(update_fields=["thank_sweep_at"])
    if praise.thanked_at is not None or praise.status == PraiseStatus.DECLINED:
        return
    ask(praise, at)
    relationship = praise.relationship
    told = {person.pk: person for person in (relationship.owner, *leads_of(relationship.team_id))}
    for user in told.values():
        notify(
            user, "praise_thanks_late", key=f"praise-{praise.pk}-late", url=praise.get_absolute_url(),
            relationship=relationship, at=at, organisation=str(relationship.organisation), title=praise.matter.title,
            owner=str(relationship.owner),
        )  # fmt: skip


def _send(praise: Praise, by: User, words: str, at: datetime) -> None:
    contact, relationship = praise.contact, praise.relationship
    if contact is None or not contact.email or contact.mail_wrong or contact.left_on is not None:
        raise DomainError(_("There is no address to write to. Thank them by call or in person."), field="how")
    if not words:
        raise DomainError(_("Write what is to be said."), field="words")
    mail(
        contact.email, "praise_thanks", key=f"praise-{praise.pk}-thanks", language=contact.language,
        time_zone=contact.time_zone or zone_of(relationship),
        name=contact.name, contact_id=contact.pk, relationship=relationship, at=at, words=words, person=str(by),
        number=praise.matter.number, text=praise.text[:500],
    )  # fmt: skip


trail.label("praise.thank", gettext_lazy("Thanked the customer"))
