import brm.core.clock
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('asking', '0003_usual_rules'),
        ('parties', '0001_squashed'),
        ('valueadded', '0001_value_added'),
    ]

    operations = [
        migrations.CreateModel(
            name='Verdict',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=brm.core.clock.now, editable=False, verbose_name='created')),
                ('updated_at', models.DateTimeField(default=brm.core.clock.now, editable=False, verbose_name='changed')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('period_start', models.DateField(verbose_name='half-year from')),
                ('light', models.CharField(choices=[('green', 'Green'), ('amber', 'Amber'), ('red', 'Red')], editable=False, max_length=8, verbose_name='verdict')),
                ('comment', models.TextField(blank=True, verbose_name='comment')),
                ('given_at', models.DateTimeField(verbose_name='given')),
                ('given_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='given by')),
                ('relationship', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='verdicts', to='parties.relationship', verbose_name='customer')),
            ],
            options={
                'verbose_name': 'satisfaction verdict',
                'verbose_name_plural': 'satisfaction verdicts',
                'ordering': ['-period_start', '-id'],
                'indexes': [models.Index(fields=['-period_start', '-id'], name='verdict_period_idx')],
                'constraints': [models.UniqueConstraint(fields=('relationship', 'period_start'), name='one_verdict_per_customer_and_half_year', violation_error_message='This half-year is judged already; change the verdict.'), models.CheckConstraint(condition=models.Q(('period_start__day', 1), ('period_start__month__in', [1, 7])), name='a_verdict_is_of_a_half_year'), models.CheckConstraint(condition=models.Q(('light__in', ['green', 'amber', 'red'])), name='verdict_light_is_known')],
            },
        ),
        migrations.CreateModel(
            name='VerdictAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ask', models.CharField(choices=[('pay', 'Is the customer willing to keep paying?'), ('spend', 'Is the customer willing to extend the cooperation and spend more?'), ('complaints', 'Do complaints about major events fall?'), ('incidents', 'Does the rate of major incidents fall?'), ('executives', 'Do the customer’s executives think well of them?'), ('sla', 'Is the customer’s SLA met?'), ('penalty', 'Was no penalty clause triggered?')], max_length=12, verbose_name='question')),
                ('light', models.CharField(choices=[('green', 'Green'), ('amber', 'Amber'), ('red', 'Red')], max_length=8, verbose_name='answer')),
                ('evidence', models.CharField(blank=True, max_length=300, verbose_name='what it rests on')),
                ('facts', models.JSONField(blank=True, default=dict, editable=False)),
                ('verdict', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='verdicts.verdict')),
            ],
            options={
                'verbose_name': 'answer of a verdict',
                'verbose_name_plural': 'answers of a verdict',
                'constraints': [models.UniqueConstraint(fields=('verdict', 'ask'), name='each_of_the_seven_is_answered_once'), models.CheckConstraint(condition=models.Q(('ask__in', ['pay', 'spend', 'complaints', 'incidents', 'executives', 'sla', 'penalty'])), name='verdict_question_is_known'), models.CheckConstraint(condition=models.Q(('light__in', ['green', 'amber', 'red'])), name='verdict_answer_is_known')],
            },
        ),
        migrations.CreateModel(
            name='Cognition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('persona', models.CharField(blank=True, choices=[('sysadmin', 'System administrator'), ('finance', 'Finance manager'), ('executive', 'Executive'), ('other', 'Other')], max_length=16, verbose_name='persona')),
                ('level', models.PositiveSmallIntegerField(choices=[(1, 'Handling and solving problems'), (2, 'Guarding, so that no problem occurs'), (3, 'Optimising and raising the business'), (4, 'Creating value')], verbose_name='what they take service for')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='what shows it')),
                ('at', models.DateTimeField(default=brm.core.clock.now, verbose_name='since')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('relationship', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='cognitions', to='parties.relationship')),
            ],
            options={
                'verbose_name': 'value cognition',
                'verbose_name_plural': 'value cognitions',
                'ordering': ['-at', '-id'],
                'indexes': [models.Index(fields=['relationship', 'persona', '-at', '-id'], name='cognition_latest_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(('level__in', [1, 2, 3, 4])), name='cognition_level_is_known'), models.CheckConstraint(condition=models.Q(('persona__in', ['', 'sysadmin', 'finance', 'executive', 'other'])), name='cognition_persona_is_known')],
            },
        ),
        migrations.CreateModel(
            name='NeedCheck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=brm.core.clock.now, editable=False, verbose_name='created')),
                ('updated_at', models.DateTimeField(default=brm.core.clock.now, editable=False, verbose_name='changed')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('title', models.CharField(max_length=160, verbose_name='idea')),
                ('idea', models.TextField(verbose_name='what we think of doing, and for whom')),
                ('decision', models.CharField(blank=True, choices=[('build', 'Do it'), ('change', 'Do it differently'), ('drop', 'Leave it')], editable=False, max_length=8, verbose_name='decision')),
                ('reason', models.TextField(blank=True, editable=False, verbose_name='why')),
                ('decided_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='decided')),
                ('campaign', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='need_checks', to='asking.campaign', verbose_name='survey')),
                ('decided_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='need_checks', to=settings.AUTH_USER_MODEL, verbose_name='responsible')),
                ('value_added', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='need_checks', to='valueadded.valueaddedservice', verbose_name='value-added service it is about')),
            ],
            options={
                'verbose_name': 'need check',
                'verbose_name_plural': 'need checks',
                'ordering': ['-id'],
                'indexes': [models.Index(fields=['owner', '-id'], name='need_check_owner_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(('decision__in', ['', 'build', 'change', 'drop'])), name='need_decision_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('decision', '')), models.Q(models.Q(('decision', ''), _negated=True), models.Q(('reason', ''), _negated=True), ('decided_at__isnull', False)), _connector='OR'), name='a_decision_says_why', violation_error_message='Say why.')],
            },
        ),
    ]
