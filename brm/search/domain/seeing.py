"""Who may see a record, as keys kept beside its words, so that one index answers both questions at once (ruling 23).

A key is a number: twice a person's id for whoever looks after a relationship or has it shared, one more for whoever may
see the record itself in any case (an action item's owner), a team's id below zero for its leads, nought for what nobody
looks after and every keeper of relationships may take up. What it says is ``Relationship.visible_to``; a test compares.
"""

from brm.accounts.domain.queries import acting_ids, led_team_ids
from brm.accounts.enums import Role
from brm.accounts.models import User

OF_RELATIONSHIP = """(array_remove(ARRAY[r.owner_id * 2, -r.team_id], NULL)
    || ARRAY(SELECT s.user_id * 2 FROM parties_relationshipshare s WHERE s.relationship_id = r.id))"""
"""Of the relationship called ``r``."""

_ABOVE = """SELECT o.id UNION ALL SELECT o.parent_id UNION ALL
    SELECT up.parent_id FROM parties_organisation up WHERE up.id = o.parent_id"""
_BELOW = "SELECT c.id FROM parties_organisation c WHERE c.parent_id = o.id"


def _keys(organisations: str) -> str:
    """The keys of the relationships with these organisations, found one by one by their index."""
    return f"""ARRAY(SELECT DISTINCT key FROM ({organisations}) AS near(id)
        CROSS JOIN LATERAL (SELECT * FROM parties_relationship r WHERE r.organisation_id = near.id) r,
        unnest({OF_RELATIONSHIP}) AS key)"""


OF_ORGANISATION = f"""(SELECT CASE WHEN keys = '{{}}' THEN '{{0}}' ELSE keys END
    FROM (SELECT {_keys(f"{_ABOVE} UNION ALL {_BELOW}")} AS keys) near)"""
"""Of the organisation called ``o``: through its relationships, those of the two above it, those of its sites."""

OF_PEOPLE = f"""(SELECT CASE WHEN keys <> '{{}}' THEN keys
        WHEN EXISTS (SELECT 1 FROM ({_BELOW}) c JOIN parties_relationship r ON r.organisation_id = c.id) THEN '{{}}'
        ELSE '{{0}}' END
    FROM (SELECT {_keys(_ABOVE)} AS keys) near)"""
"""Of the people of the organisation called ``o``: the same without those of its sites."""

NEAR = """(SELECT own.id UNION ALL SELECT own.parent_id UNION ALL
    SELECT c.id FROM parties_organisation c WHERE c.parent_id = own.id UNION ALL
    SELECT cc.id FROM parties_organisation c JOIN parties_organisation cc ON cc.parent_id = c.id
    WHERE c.parent_id = own.id)"""
"""The organisations whose keys hang on the relationships of the one called ``own``."""


def also(column: str) -> str:
    """The keys of ``r``, and of a person who may see the record in any case."""
    return f"{OF_RELATIONSHIP} || (CASE WHEN {column} IS NULL THEN '{{}}' ELSE ARRAY[{column} * 2 + 1] END)"


def keys_of(user: User) -> list[int] | None:
    """The keys a person holds; None: every key, as executives do; empty: none."""
    if not (user.is_authenticated and user.is_active):
        return []
    if user.has_role(Role.EXECUTIVE):
        return None
    acting = acting_ids(user)
    keys = [pk * 2 + 1 for pk in acting]
    if user.keeps_relationships:
        keys += [0, *(pk * 2 for pk in acting), *(-team for team in led_team_ids(user))]
    return keys
