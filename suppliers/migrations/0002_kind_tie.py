"""The database itself refuses a profile under a relationship of another kind."""

from django.db import migrations

from brm.core.migrations import role_foreign_key


class Migration(migrations.Migration):
    dependencies = [("suppliers", "0001_initial")]

    operations = [role_foreign_key("suppliers_supplier")]
