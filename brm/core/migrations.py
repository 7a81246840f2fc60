"""Operations that migrations of the roles share."""

from django.db import migrations


def role_foreign_key(table: str) -> migrations.RunSQL:
    """Tie a profile to a relationship of its own kind: (relationship_id, kind) -> (id, kind), in the database."""
    name = f"{table}_is_of_its_kind"
    return migrations.RunSQL(
        f'ALTER TABLE "{table}" ADD CONSTRAINT "{name}" FOREIGN KEY (relationship_id, kind) '
        f'REFERENCES "parties_relationship" (id, kind) DEFERRABLE INITIALLY DEFERRED',
        f'ALTER TABLE "{table}" DROP CONSTRAINT "{name}"',
    )
