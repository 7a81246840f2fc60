"""Praise for tests, made by its own verbs."""

from typing import Any

from brm.parties.domain.contacts import grant_portal_access
from customers.praise.domain.recording import record_praise
from customers.praise.domain.steps import publish_praise, verify_praise
from customers.praise.models import Praise
from tests.factories.parties import ContactFactory, RelationshipFactory, UserFactory

WORDS = "王工半夜赶到机房，两小时恢复了业务，非常感谢！"


def make_praise(relationship: Any = None, **facts: Any) -> Praise:
    """A call in which somebody of the customer praised one of our engineers."""
    relationship = relationship or RelationshipFactory()
    contact = facts.pop("contact", None) or ContactFactory(
        organisation=relationship.organisation, email="li@customer.example"
    )
    people = facts.pop("people", None)
    if people is None:
        people = [UserFactory(roles=["engineer"])]
    given = {"by": relationship.owner, "text": WORDS, "source": "call", "contact": contact, "people": people} | facts
    return record_praise(relationship, **given)


def make_real(relationship: Any = None, **facts: Any) -> Praise:
    """The same, verified."""
    praise = make_praise(relationship, **facts)
    return verify_praise(praise, by=praise.relationship.owner)


def make_public(relationship: Any = None, **facts: Any) -> Praise:
    """The same, on the wall among us."""
    praise = make_real(relationship, **facts)
    return publish_praise(praise, by=praise.relationship.owner, publicity="internal")


def let_in(relationship: Any, role: str = "user") -> Any:
    """A contact of the customer with an account in the portal."""
    user = UserFactory(roles=["contact"])
    contact = ContactFactory(organisation=relationship.organisation, email=user.email)
    contact.user = user
    contact.save(update_fields=["user"])
    grant_portal_access(contact, relationship=relationship, role=role, by=relationship.owner)
    return contact
