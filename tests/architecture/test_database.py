"""What holds of every table."""

import pytest
from django.db import connection

UNINDEXED = """
    SELECT conrelid::regclass::text, a.attname
    FROM pg_constraint k JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[1]
    WHERE contype = 'f' AND NOT EXISTS (
        SELECT 1 FROM pg_index i WHERE i.indrelid = k.conrelid AND i.indkey[0] = a.attnum AND i.indpred IS NULL
    )
"""


@pytest.mark.django_db
def test_an_index_for_all_rows_begins_with_each_foreign_key():
    """A partial index serves only its part: what belongs to a row would be looked for in the whole table."""
    with connection.cursor() as cursor:
        cursor.execute(UNINDEXED)
        assert cursor.fetchall() == []
