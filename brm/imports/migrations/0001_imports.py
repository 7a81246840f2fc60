import brm.core.clock
import brm.imports.models
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='ImportRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=brm.core.clock.now, editable=False, verbose_name='created')),
                ('updated_at', models.DateTimeField(default=brm.core.clock.now, editable=False, verbose_name='changed')),
                ('kind', models.CharField(max_length=40, verbose_name='what the rows are')),
                ('status', models.CharField(choices=[('mapping', 'Columns to be matched'), ('checking', 'Being checked'), ('checked', 'Checked'), ('applying', 'Being taken over'), ('applied', 'Taken over'), ('undoing', 'Being undone'), ('undone', 'Undone'), ('failed', 'Failed'), ('discarded', 'Discarded')], default='mapping', max_length=12, verbose_name='state')),
                ('file', models.FileField(blank=True, max_length=200, upload_to=brm.imports.models._place, verbose_name='file')),
                ('name', models.CharField(max_length=255, verbose_name='file name')),
                ('size', models.PositiveBigIntegerField(verbose_name='size')),
                ('sha256', models.CharField(max_length=64)),
                ('reading', models.JSONField(default=dict)),
                ('header', models.JSONField(default=list)),
                ('sample', models.JSONField(default=list)),
                ('columns', models.JSONField(default=dict)),
                ('defaults', models.JSONField(default=dict)),
                ('options', models.JSONField(default=dict)),
                ('mode', models.CharField(blank=True, choices=[('all', 'All or nothing: take over only if no row has an error'), ('good', 'Good rows only: leave rows with errors out')], max_length=4, verbose_name='rows with errors')),
                ('rows_expected', models.PositiveIntegerField(default=0)),
                ('counts', models.JSONField(default=dict)),
                ('kept', models.JSONField(default=dict)),
                ('cursor', models.BigIntegerField(default=0)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('trouble', models.TextField(blank=True)),
                ('checked_at', models.DateTimeField(blank=True, null=True, verbose_name='checked')),
                ('applied_at', models.DateTimeField(blank=True, null=True, verbose_name='taken over at')),
                ('undone_at', models.DateTimeField(blank=True, null=True, verbose_name='undone')),
                ('history_upto', models.BigIntegerField(blank=True, null=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='who')),
            ],
            options={
                'verbose_name': 'import',
                'verbose_name_plural': 'imports',
                'ordering': ['-id'],
                'indexes': [models.Index(fields=['by', '-id'], name='import_mine_idx'), models.Index(fields=['sha256', 'kind'], name='import_same_file_idx'), models.Index(condition=models.Q(('status__in', ['checking', 'applying', 'undoing'])), fields=['status'], name='import_at_work_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(('status__in', ['mapping', 'checking', 'checked', 'applying', 'applied', 'undoing', 'undone', 'failed', 'discarded'])), name='import_status_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('status__in', ['applied', 'undone']), _negated=True), ('applied_at__isnull', False), _connector='OR'), name='an_applied_import_has_its_moment')],
            },
        ),
        migrations.CreateModel(
            name='ImportRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='row')),
                ('cells', models.JSONField(default=list)),
                ('values', models.JSONField(default=dict)),
                ('title', models.CharField(blank=True, max_length=200)),
                ('outcome', models.CharField(choices=[('new', 'New'), ('changed', 'Changed'), ('unchanged', 'Unchanged'), ('repeated', 'Repeated in the file'), ('error', 'With errors')], max_length=10)),
                ('problems', models.JSONField(default=list)),
                ('object_id', models.BigIntegerField(null=True)),
                ('changes', models.JSONField(default=dict)),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rows', to='imports.importrun')),
            ],
            options={
                'verbose_name': 'row of an import',
                'verbose_name_plural': 'rows of imports',
                'ordering': ['run', 'number'],
                'indexes': [models.Index(fields=['run', 'outcome', 'number'], name='import_row_outcome_idx')],
                'constraints': [models.UniqueConstraint(fields=('run', 'number'), name='a_row_is_staged_once'), models.CheckConstraint(condition=models.Q(('outcome__in', ['new', 'changed', 'unchanged', 'repeated', 'error'])), name='import_outcome_is_known')],
            },
        ),
        migrations.CreateModel(
            name='ImportEffect',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('row_number', models.PositiveIntegerField()),
                ('subject_type', models.CharField(max_length=60)),
                ('subject_id', models.BigIntegerField()),
                ('label', models.CharField(blank=True, max_length=200)),
                ('created', models.BooleanField()),
                ('before', models.JSONField(default=dict)),
                ('after', models.JSONField(default=dict)),
                ('undone_at', models.DateTimeField(blank=True, null=True)),
                ('kept_because', models.CharField(blank=True, max_length=40)),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='effects', to='imports.importrun')),
            ],
            options={
                'verbose_name': 'effect of an import',
                'verbose_name_plural': 'effects of imports',
                'ordering': ['run', 'id'],
                'indexes': [models.Index(fields=['run', 'subject_type', 'created'], name='import_effect_idx')],
            },
        ),
        migrations.CreateModel(
            name='ImportTemplate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=brm.core.clock.now, editable=False, verbose_name='created')),
                ('updated_at', models.DateTimeField(default=brm.core.clock.now, editable=False, verbose_name='changed')),
                ('name', models.CharField(max_length=80, verbose_name='name')),
                ('kind', models.CharField(max_length=40, verbose_name='what the rows are')),
                ('is_shared', models.BooleanField(default=False, verbose_name='for everybody')),
                ('columns', models.JSONField(default=dict)),
                ('defaults', models.JSONField(default=dict)),
                ('options', models.JSONField(default=dict)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='who')),
            ],
            options={
                'verbose_name': 'import template',
                'verbose_name_plural': 'import templates',
                'ordering': ['name'],
                'constraints': [models.UniqueConstraint(fields=('by', 'kind', 'name'), name='an_import_template_name_is_used_once', violation_error_message='You have a template of this name already.')],
            },
        ),
    ]
