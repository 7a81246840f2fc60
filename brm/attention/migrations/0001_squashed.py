import brm.core.clock
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('attention', '0001_initial'), ('attention', '0002_initial')]

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('parties', '0001_squashed'),
    ]

    operations = [
        migrations.CreateModel(
            name='Attention',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rule', models.CharField(max_length=40)),
                ('subject_type', models.CharField(max_length=60)),
                ('subject_id', models.BigIntegerField()),
                ('severity', models.PositiveSmallIntegerField(choices=[(0, 'For your information'), (1, 'Soon'), (2, 'Due'), (3, 'Late'), (4, 'Grave')], default=2)),
                ('due_at', models.DateTimeField(blank=True, null=True, verbose_name='due')),
                ('params', models.JSONField(blank=True, default=dict)),
                ('snoozed_until', models.DateField(blank=True, null=True, verbose_name='snoozed until')),
                ('opened_at', models.DateTimeField(default=brm.core.clock.now)),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('assignee', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attentions', to=settings.AUTH_USER_MODEL)),
                ('relationship', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='attentions', to='parties.relationship')),
            ],
            options={
                'verbose_name': 'attention',
                'verbose_name_plural': 'attention',
                'ordering': ['-severity', 'due_at', 'id'],
                'indexes': [models.Index(condition=models.Q(('closed_at', None)), fields=['assignee', '-severity', 'due_at', 'id'], name='attention_open_idx'), models.Index(condition=models.Q(('closed_at', None)), fields=['subject_type', 'subject_id'], name='attention_subject_idx'), models.Index(condition=models.Q(('closed_at', None)), fields=['relationship'], name='attention_rel_idx')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('closed_at', None)), fields=('rule', 'subject_type', 'subject_id', 'assignee'), name='one_open_attention_per_rule_subject_and_person'), models.CheckConstraint(condition=models.Q(('severity__range', (0, 4))), name='attention_severity_is_known')],
            },
        ),
    ]
