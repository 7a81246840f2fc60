"""Where a complaint is read: ours, and the one its complainant sees."""

from django.urls import NoReverseMatch, reverse

from customers.complaints.models import Complaint


def page_of(complaint: Complaint | int) -> str:
    """The page of those responsible."""
    return _at("complaints:detail", complaint if isinstance(complaint, int) else complaint.pk)


def portal_page_of(complaint: Complaint | int) -> str:
    """The page of the complainant in the portal of the customers."""
    return _at("portal:complaint", complaint if isinstance(complaint, int) else complaint.pk)


def _at(name: str, pk: int) -> str:
    try:
        return reverse(name, args=[pk])
    except NoReverseMatch:
        return ""
