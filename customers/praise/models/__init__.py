"""Praise, who is praised, in which forms it is honoured, and what the customer lets us show outside."""

from customers.praise.models.consents import PublicityConsent
from customers.praise.models.honours import Honour
from customers.praise.models.limits import LimitName, PraiseLimit
from customers.praise.models.praise import Praise, PraisedPerson

__all__ = ["Honour", "LimitName", "Praise", "PraiseLimit", "PraisedPerson", "PublicityConsent"]
