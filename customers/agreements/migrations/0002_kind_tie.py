"""The database itself refuses an agreement under a relationship that is no customer."""

from django.db import migrations

from brm.core.migrations import role_foreign_key


class Migration(migrations.Migration):
    dependencies = [("agreements", "0001_agreements"), ("customers", "0002_kind_tie")]

    operations = [role_foreign_key("agreements_serviceagreement")]
