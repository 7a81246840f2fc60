import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('parties', '0001_squashed'),
    ]

    operations = [
        migrations.CreateModel(
            name='TimelineEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(verbose_name='when')),
                ('kind', models.CharField(max_length=24, verbose_name='kind')),
                ('event', models.CharField(blank=True, max_length=24)),
                ('text', models.TextField(blank=True, verbose_name='text')),
                ('params', models.JSONField(blank=True, default=dict)),
                ('subject_type', models.CharField(blank=True, max_length=60)),
                ('subject_id', models.BigIntegerField(blank=True, null=True)),
                ('actor', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('relationship', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='timeline', to='parties.relationship')),
            ],
            options={
                'verbose_name': 'timeline entry',
                'verbose_name_plural': 'timeline',
                'ordering': ['-at', '-id'],
                'indexes': [models.Index(fields=['relationship', '-at', '-id'], name='timeline_rel_idx'), models.Index(fields=['relationship', 'kind', '-at', '-id'], name='timeline_rel_kind_idx'), models.Index(fields=['subject_type', 'subject_id'], name='timeline_subject_idx')],
            },
        ),
    ]
