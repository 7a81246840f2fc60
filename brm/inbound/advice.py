"""What an administrator can do about a mail, by why it was not delivered."""

from django.utils.translation import gettext_lazy as _

from brm.inbound.enums import Reason

_ASK = _("Is it really from them? If in doubt, ask by telephone. Then put it through, or discard it.")
_PLACE = _("Read it. If it belongs to a record, put it through with its number; otherwise discard it.")
ADVICE: dict[str, object] = {
    Reason.NO_ADDRESS: _PLACE,
    Reason.FORGED_ADDRESS: _ASK,
    Reason.THREAD_GONE: _PLACE,
    Reason.CONTACT_GONE: _("Put it through as the words of somebody who is there, or discard it."),
    Reason.OTHER_SENDER: _("Perhaps a colleague answered, or they wrote from another address. Put it through if so."),
    Reason.AMBIGUOUS_SENDER: _ASK,
    Reason.NOT_CHECKED: _("Set INBOUND_TRUSTED_HOST to the name your mail server writes; see the guide."),
    Reason.NOT_AUTHENTICATED: _("Their mail server signs nothing we can check. If it is genuine, put it through."),
    Reason.SPOOFED: _ASK,
    Reason.REPEATED: _("Compare the two. Some mail servers add lines on the way; a stranger may also have copied it."),
    Reason.EMPTY: _("They may have written in between the quoted lines. Read it, and copy what is new by hand."),
    Reason.FLOOD: _("A program may be answering. If they are genuine, put them through one by one."),
    Reason.REFUSED: _("The record may be closed, or belong to somebody else. What it said stands below."),
    Reason.UNREADABLE: _("Ask the sender to write again."),
    Reason.TOO_LARGE: _("Open the mailbox in a mail program, and ask the sender for smaller files."),
    Reason.TROUBLE: _("Look into the log. Then put it through."),
    Reason.BOUNCE: _("The address was stopped if it does not exist; see the outbox."),
    Reason.AUTO_REPLY: _("Nothing is to be done."),
    Reason.BULK: _("Nothing is to be done."),
    Reason.LOOP: _("Nothing is to be done."),
}
