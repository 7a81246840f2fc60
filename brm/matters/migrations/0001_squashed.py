import brm.core.clock
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('matters', '0001_initial'), ('matters', '0002_initial'), ('matters', '0003_major_events')]

    initial = True

    dependencies = [
        ('parties', '0001_squashed'),
    ]

    operations = [
        migrations.CreateModel(
            name='Matter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=40, verbose_name='number')),
                ('kind', models.CharField(choices=[('complaint', 'Complaint'), ('praise', 'Praise'), ('dispute', 'Dispute'), ('value_added', 'Value-added service'), ('service_event', 'Service event'), ('major_event', 'Major event'), ('meeting', 'Meeting'), ('feedback', 'Feedback')], max_length=16, verbose_name='kind')),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('opened_at', models.DateTimeField(default=brm.core.clock.now, verbose_name='opened')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='closed')),
                ('relationship', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='matters', to='parties.relationship')),
                ('site', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.organisation', verbose_name='site')),
            ],
            options={
                'verbose_name': 'matter',
                'verbose_name_plural': 'matters',
                'ordering': ['-opened_at', '-id'],
                'indexes': [models.Index(fields=['relationship', 'kind', '-opened_at', '-id'], name='matter_of_relationship_idx'), models.Index(condition=models.Q(('closed_at', None)), fields=['relationship'], name='matter_open_idx')],
                'constraints': [models.UniqueConstraint(fields=('kind', 'number'), name='a_matter_number_is_unique_per_kind'), models.CheckConstraint(condition=models.Q(('closed_at', None), ('closed_at__gte', models.F('opened_at')), _connector='OR'), name='a_matter_closes_after_it_opens', violation_error_message='It cannot be closed before it was opened.'), models.CheckConstraint(condition=models.Q(('kind__in', ['complaint', 'praise', 'dispute', 'value_added', 'service_event', 'major_event', 'meeting', 'feedback'])), name='matter_kind_is_known')],
            },
        ),
        migrations.CreateModel(
            name='MatterLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('caused_by', 'caused by'), ('leads_to', 'leads to'), ('duplicates', 'duplicates'), ('concerns', 'concerns')], max_length=16)),
                ('at', models.DateTimeField(default=brm.core.clock.now)),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='links_out', to='matters.matter')),
                ('target', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='links_in', to='matters.matter')),
            ],
            options={
                'verbose_name': 'link between matters',
                'verbose_name_plural': 'links between matters',
                'constraints': [models.UniqueConstraint(fields=('source', 'target', 'kind'), name='matters_are_linked_once'), models.CheckConstraint(condition=models.Q(('source', models.F('target')), _negated=True), name='a_matter_is_not_linked_to_itself')],
            },
        ),
        migrations.CreateModel(
            name='MatterParty',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('part', models.CharField(max_length=80, verbose_name='part')),
                ('matter', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='parties', to='matters.matter')),
                ('relationship', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.relationship')),
            ],
            options={
                'verbose_name': 'party to a matter',
                'verbose_name_plural': 'parties to a matter',
                'constraints': [models.UniqueConstraint(fields=('matter', 'relationship'), name='a_party_has_one_part')],
            },
        ),
        migrations.CreateModel(
            name='NumberSeries',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=16)),
                ('year', models.PositiveSmallIntegerField()),
                ('last', models.PositiveIntegerField(default=0)),
            ],
            options={
                'verbose_name': 'number series',
                'verbose_name_plural': 'number series',
                'constraints': [models.UniqueConstraint(fields=('kind', 'year'), name='one_series_per_kind_and_year')],
            },
        ),
    ]
