"""Services beyond the agreement, their gate of four principles, who gives and who receives them."""

from customers.valueadded.models.policy import ValuePolicy
from customers.valueadded.models.services import Beneficiary, Deliverer, PrincipleAnswer, ValueAddedService

__all__ = ["Beneficiary", "Deliverer", "PrincipleAnswer", "ValueAddedService", "ValuePolicy"]
