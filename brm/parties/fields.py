"""What other parts' API shapes say about relationships."""

from typing import Any

from brm.api.fields import ScopedField, row_id
from brm.parties.domain.queries import relationships_for
from brm.parties.domain.readers import PreparedFor
from brm.parties.models import Relationship

_ONE = PreparedFor(
    lambda reader, pk: (
        relationships_for(reader).select_related(None).select_related("organisation", "owner").filter(pk=pk)
    )
)


class RelationshipField(ScopedField):
    """The id of a relationship the caller may see, read with its organisation and owner."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(relationships_for, **kwargs)

    def to_internal_value(self, data: Any) -> Relationship:
        """The relationship behind the id."""
        try:
            found = _ONE.first(self.context["request"].user, row_id(data))
        except (TypeError, ValueError):
            self.fail("incorrect_type", data_type=type(data).__name__)
        if found is None:
            self.fail("does_not_exist", pk_value=data)
        return found
