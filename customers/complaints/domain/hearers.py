"""Who else hears how a complaint goes on."""

from datetime import datetime

from django.utils.translation import gettext as _

from brm.accounts.models import User
from brm.core.errors import DomainError
from brm.parties.domain.queries import people_of
from brm.parties.models import Contact
from customers.complaints.models import Complaint, ComplaintWatcher


def add_watcher(complaint: Complaint, watcher: User | Contact, *, at: datetime) -> ComplaintWatcher:
    """Let somebody hear how it goes on; saying it twice changes nothing."""
    if isinstance(watcher, Contact):
        if not people_of(complaint.relationship).filter(pk=watcher.pk).exists():
            raise DomainError(_("Choose watchers among the contacts of this customer."), field="watchers")
        row, _made = ComplaintWatcher.objects.get_or_create(
            complaint=complaint, contact=watcher, defaults={"added_at": at}
        )
        return row
    if not watcher.is_insider:
        raise DomainError(_("%(person)s is not one of our active people.") % {"person": watcher}, field="watchers")
    row, _made = ComplaintWatcher.objects.get_or_create(complaint=complaint, user=watcher, defaults={"added_at": at})
    return row
