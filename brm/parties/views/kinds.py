"""The doors that every kind of relationship has: its list, a new one, one of them. The roles give the words."""

from dataclasses import dataclass

from django.urls import URLPattern, path

from brm.parties.filters import relationship_filter
from brm.parties.views.lists import RelationshipList
from brm.parties.views.opening import NewRelationship
from brm.parties.views.relationship import RelationshipPage
from brm.ui.lists import Empty
from brm.ui.pages import Words


@dataclass(frozen=True)
class KindPages:
    """A kind of relationship in its role's words. ``namespace`` is that of the role's addresses."""

    kind: str
    namespace: str
    icon: str
    title: Words
    new: Words
    nobody: Words
    advice: Words

    def doors(self, prefix: str = "") -> list[URLPattern]:
        """The addresses of the kind's pages, below ``prefix``."""
        listed, made = f"{self.namespace}:list", f"{self.namespace}:new"
        empty = Empty(self.nobody, self.advice, icon=self.icon, action=self.new, url_name=made)
        everybody = RelationshipList.as_view(
            kind=self.kind, title=self.title, filterset_class=relationship_filter(self.kind), new_url_name=made,
            new_label=self.new, empty=empty,
        )  # fmt: skip
        opening = NewRelationship.as_view(kind=self.kind, title=self.new, list_url_name=listed)
        one = RelationshipPage.as_view(kind=self.kind, list_url_name=listed, list_label=self.title)
        return [
            path(prefix, everybody, name="list"),
            path(f"{prefix}new/", opening, name="new"),
            path(f"{prefix}<int:pk>/", one, name="detail"),
        ]
