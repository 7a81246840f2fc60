"""Expectations and difficulties as findable records, seen with their relationship (4.2, C-32)."""

from django.utils.translation import gettext_lazy as _

from brm.search.domain.seeing import OF_RELATIONSHIP
from brm.search.kernel import called, page
from brm.search.sources import Source, add_source
from customers.insight.enums import DifficultyItem, ExpectationStatus

TITLE = 120
"""A title is the beginning of the words; all of them are looked through."""

add_source(
    Source(
        "expectation",
        _("Expectations"),
        "target",
        "insight.expectation",
        f"""SELECT e.id, r.organisation_id, e.relationship_id, {OF_RELATIONSHIP}, e.status, left(e.text, {TITLE}), '',
                  concat_ws(' ', left(e.text, 1200), left(e.outcome, 300)), e.updated_at
           FROM insight_expectation e JOIN parties_relationship r ON r.id = e.relationship_id""",
        "e.id",
        page("insight:expectation"),
        order=52,
        words_of_variant=called(ExpectationStatus),
    )
)
add_source(
    Source(
        "difficulty",
        _("Difficulties"),
        "alert-circle",
        "insight.difficulty",
        f"""SELECT d.id, r.organisation_id, d.relationship_id, {OF_RELATIONSHIP}, d.item, left(d.detail, {TITLE}), '',
                  concat_ws(' ', left(d.detail, 1200), left(d.result, 300)), d.updated_at
           FROM insight_difficulty d JOIN parties_relationship r ON r.id = d.relationship_id""",
        "d.id",
        page("insight:difficulty"),
        order=56,
        words_of_variant=called(DifficultyItem),
    )
)
