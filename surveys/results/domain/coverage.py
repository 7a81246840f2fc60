"""Who was reached: contacts and surveys per grade and kind; a grade nobody spoke with is said (C-27, Q-09)."""

from dataclasses import dataclass

from django.db import connection

from surveys.questionnaires.domain.statistics import Estimate, share_of
from surveys.results.domain.counting import Scope
from surveys.results.domain.periods import Period
from surveys.results.domain.sums import hidden

_SQL = """
WITH people AS (
  SELECT DISTINCT c.id, CASE WHEN c.kind = 'service_user' THEN 'user' ELSE 'customer' END AS kind, c.grade
  FROM parties_contact c JOIN parties_relationship r ON r.organisation_id = c.organisation_id
  WHERE r.kind = 'customer' AND r.status <> 'ended' AND c.left_on IS NULL AND c.merged_into_id IS NULL
    AND c.erased_at IS NULL {where}
), spoken AS (
  SELECT w.contact_id AS id FROM communications_interaction_contacts w
    JOIN communications_interaction i ON i.id = w.interaction_id
  WHERE i.at >= %(begins)s AND i.at < %(ends)s
), asked AS (
  SELECT v.contact_id AS id, bool_or(v.status = 'answered' AND v.ended_on <= %(last)s) AS answered
  FROM asking_invitation v WHERE v.sent_at >= %(begins)s AND v.sent_at < %(ends)s GROUP BY v.contact_id
)
SELECT p.kind, p.grade, count(*) AS people,
  count(*) FILTER (WHERE EXISTS (SELECT 1 FROM spoken s WHERE s.id = p.id)) AS spoken, count(a.id) AS asked,
  count(*) FILTER (WHERE a.answered) AS answered
FROM people p LEFT JOIN asked a ON a.id = p.id
GROUP BY p.kind, p.grade ORDER BY p.kind DESC, p.grade = '', p.grade
"""


@dataclass(frozen=True)
class Coverage:
    """One grade of one kind: how many there are, how many we spoke with, asked, and heard from."""

    kind: str
    grade: str
    people: int
    spoken: int
    asked: int
    answered: int

    @property
    def is_forgotten(self) -> bool:
        """Nobody of this grade was spoken with or asked: lower grades must not be ignored (C-27)."""
        return bool(self.grade and self.people and not self.spoken and not self.asked)

    @property
    def spoken_share(self) -> Estimate:
        return hidden(share_of(self.spoken, self.people))

    @property
    def asked_share(self) -> Estimate:
        return hidden(share_of(self.asked, self.people))

    @property
    def rate(self) -> Estimate:
        return hidden(share_of(self.answered, self.asked))


def coverage_of(period: Period, scope: Scope) -> list[Coverage]:
    """Every grade of both kinds within a scope whose reader has been checked; one statement."""
    where = []
    if scope.relationship_id is not None:
        where.append("AND r.id = %(relationship)s")
    if scope.ids is not None:
        where.append("AND r.id = ANY(%(ids)s)")
    values = {
        "begins": period.begins, "ends": period.ends, "last": period.last_on, "relationship": scope.relationship_id,
        "ids": list(scope.ids or ()),
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_SQL.format(where=" ".join(where)), values)
        return [Coverage(*row) for row in cursor.fetchall()]
