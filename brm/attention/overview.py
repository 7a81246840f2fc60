"""What asks for somebody now, on the first page of the relationship it is about (C-03, ruling 6)."""

from collections.abc import Iterable

from brm.attention.domain import RULES
from brm.attention.models import Attention, Severity
from brm.parties.domain.overview import PARTS, Facts, Part
from brm.parties.models import Relationship
from brm.parties.overview import URGENT, Line, Lines

_URGENT = """
SELECT * FROM (
  SELECT DISTINCT ON (a.rule, a.subject_type, a.subject_id) a.rule, a.subject_type, a.subject_id, a.severity, a.due_at,
    a.params, coalesce(nullif(u.name, ''), u.email) AS assignee
  FROM attention_attention a JOIN accounts_user u ON u.id = a.assignee_id
  WHERE a.relationship_id = %(id)s AND a.closed_at IS NULL
  ORDER BY a.rule, a.subject_type, a.subject_id, a.severity DESC, a.id
) each ORDER BY severity DESC, due_at LIMIT 12
"""


def urgent(rows: list[Facts], relationship: Relationship) -> Iterable[Line]:
    """Open calls for attention about the relationship, each once, whoever is called; echoes of another are left out."""
    for row in rows:
        rule = RULES.get(row["rule"])
        if rule is None or rule.is_echo:
            continue
        call = Attention(
            rule=row["rule"], subject_type=row["subject_type"], subject_id=row["subject_id"],
            relationship=relationship, severity=row["severity"], due_at=row.moment("due_at"),
            params=row["params"] or {},
        )  # fmt: skip
        _label, url = rule.action(call)
        late = call.severity >= Severity.LATE
        tone = "red" if late else "yellow" if call.severity == Severity.DUE else "blue"
        subject = (call.subject_type, call.subject_id)
        yield Line(rule.sentence(call), url, call.due_at, row["assignee"], rule.icon, tone, subject=subject)


PARTS.register("urgent", Part("urgent", _URGENT, many=True))
URGENT.register("urgent", Lines("urgent", urgent))
