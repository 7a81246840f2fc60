"""What mail servers tell us about the addresses of contacts."""

from brm.parties.domain.contacts import change_contact
from brm.parties.models import Contact


def flag_wrong_address(address: str, contact_id: int | None) -> None:
    """A mail server says that an address does not exist: flag the contacts who still have it (ruling 20)."""
    contacts = Contact.objects.filter(email__iexact=address, mail_wrong=False)
    if contact_id is not None:
        contacts = contacts.filter(pk=contact_id)
    for contact in contacts:
        change_contact(contact, by=None, mail_wrong=True)
