import brm.core.clock
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('customers', '0001_initial'), ('customers', '0002_kind_tie'), ('customers', '0003_service_event_as_of'), ('customers', '0004_service_event_caller')]

    initial = True

    dependencies = [
        ('catalogue', '0003_usual_metrics'),
        ('matters', '0001_squashed'),
        ('parties', '0001_squashed'),
    ]

    operations = [
        migrations.CreateModel(
            name='Customer',
            fields=[
                ('created_at', models.DateTimeField(default=brm.core.clock.now, editable=False, verbose_name='created')),
                ('updated_at', models.DateTimeField(default=brm.core.clock.now, editable=False, verbose_name='changed')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('relationship', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='customer', serialize=False, to='parties.relationship')),
                ('kind', models.GeneratedField(db_persist=True, expression=models.Value('customer'), output_field=models.CharField(max_length=16))),
            ],
            options={
                'verbose_name': 'customer',
                'verbose_name_plural': 'customers',
            },
        ),
        migrations.CreateModel(
            name='ServiceEvent',
            fields=[
                ('matter', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='service_event', serialize=False, to='matters.matter')),
                ('state', models.CharField(max_length=40, verbose_name='state')),
                ('priority', models.CharField(blank=True, max_length=40, verbose_name='priority')),
                ('impact', models.CharField(blank=True, max_length=40, verbose_name='impact')),
                ('category', models.CharField(blank=True, max_length=80, verbose_name='category')),
                ('subcategory', models.CharField(blank=True, max_length=80, verbose_name='subcategory')),
                ('channel', models.CharField(blank=True, max_length=40, verbose_name='channel')),
                ('caller', models.CharField(blank=True, max_length=80, verbose_name='caller')),
                ('assignment_group', models.CharField(blank=True, max_length=80, verbose_name='group')),
                ('made_sla', models.BooleanField(null=True, verbose_name='service level kept')),
                ('reopen_count', models.PositiveIntegerField(default=0, verbose_name='reopened')),
                ('reassignment_count', models.PositiveIntegerField(default=0, verbose_name='reassigned')),
                ('resolved_at', models.DateTimeField(blank=True, null=True, verbose_name='resolved')),
                ('imported_in', models.BigIntegerField(blank=True, null=True)),
                ('as_of', models.DateTimeField(blank=True, null=True, verbose_name='state as of')),
                ('contact', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='service_events', to='parties.contact', verbose_name='contact')),
                ('service', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalogue.service', verbose_name='service')),
            ],
            options={
                'verbose_name': 'service event',
                'verbose_name_plural': 'service events',
                'indexes': [models.Index(condition=models.Q(('imported_in__isnull', False)), fields=['imported_in'], name='service_event_import_idx')],
            },
        ),
        migrations.RunSQL(
            sql='ALTER TABLE "customers_customer" ADD CONSTRAINT "customers_customer_is_of_its_kind" FOREIGN KEY (relationship_id, kind) REFERENCES "parties_relationship" (id, kind) DEFERRABLE INITIALLY DEFERRED',
            reverse_sql='ALTER TABLE "customers_customer" DROP CONSTRAINT "customers_customer_is_of_its_kind"',
        ),
    ]
