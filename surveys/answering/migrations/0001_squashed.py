import brm.core.clock
import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('answering', '0001_begin'), ('answering', '0002_rules'), ('answering', '0003_drafts_and_rising'), ('answering', '0004_the_desk'), ('answering', '0005_results_index')]

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('asking', '0001_squashed'),
        ('asking', '0003_usual_rules'),
        ('catalogue', '0003_usual_metrics'),
        ('matters', '0001_squashed'),
        ('parties', '0001_squashed'),
        ('questionnaires', '0001_squashed'),
        ('questionnaires', '0003_usual_questionnaires'),
    ]

    operations = [
        migrations.CreateModel(
            name='Ballot',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('content', models.JSONField()),
                ('on', models.DateField()),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='asking.campaign')),
            ],
            options={
                'verbose_name': 'ballot',
                'verbose_name_plural': 'ballots',
            },
        ),
        migrations.CreateModel(
            name='Response',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('respondent_kind', models.CharField(choices=[('user', 'User'), ('customer', 'Customer')], max_length=8, verbose_name='answered as')),
                ('grade', models.CharField(blank=True, max_length=1, verbose_name='grade')),
                ('channel', models.CharField(choices=[('mail', 'Questionnaire by mail'), ('sheet', 'Printed questionnaire'), ('phone', 'Phone'), ('web', 'Website'), ('visit', 'Visit')], default='mail', max_length=8, verbose_name='came by')),
                ('language', models.CharField(blank=True, max_length=10, verbose_name='language')),
                ('started_at', models.DateTimeField(blank=True, default=brm.core.clock.now, null=True, verbose_name='begun')),
                ('submitted_at', models.DateTimeField(blank=True, null=True, verbose_name='answered')),
                ('answered_on', models.DateField(blank=True, null=True, verbose_name='answered on')),
                ('score', models.DecimalField(blank=True, decimal_places=2, max_digits=5, null=True, verbose_name='satisfaction')),
                ('csat', models.DecimalField(blank=True, decimal_places=2, max_digits=5, null=True, verbose_name='CSAT answer, 0 to 100')),
                ('nps', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='recommendation, 0 to 10')),
                ('ces', models.DecimalField(blank=True, decimal_places=2, max_digits=5, null=True, verbose_name='effort answer, 0 to 100')),
                ('campaign', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='responses', to='asking.campaign')),
                ('contact', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='responses', to='parties.contact')),
                ('invitation', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='response', to='asking.invitation')),
                ('matter', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='responses', to='matters.matter')),
                ('relationship', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='responses', to='parties.relationship')),
                ('service', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='responses', to='catalogue.service')),
                ('taken_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='written down by')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='responses', to='questionnaires.questionnaireversion')),
                ('draft', models.JSONField(blank=True, default=dict, editable=False)),
            ],
            options={
                'verbose_name': 'response',
                'verbose_name_plural': 'responses',
                'ordering': ['-answered_on', 'id'],
                'indexes': [models.Index(fields=['relationship', '-answered_on', 'id'], name='response_relationship_idx'), models.Index(fields=['service', 'answered_on'], name='response_service_idx'), models.Index(fields=['campaign'], name='response_campaign_idx'), models.Index(fields=['contact', '-answered_on'], name='response_contact_idx'), models.Index(fields=['answered_on', 'id'], name='response_day_idx'), models.Index(condition=models.Q(('answered_on__isnull', False)), fields=['answered_on'], include=('id', 'relationship', 'service', 'respondent_kind', 'contact', 'score', 'csat', 'nps', 'ces'), name='response_results_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(('respondent_kind__in', ['user', 'customer'])), name='a_response_says_who_answered'), models.CheckConstraint(condition=models.Q(('score', None), ('score__range', (0, 100)), _connector='OR'), name='a_score_is_zero_to_a_hundred'), models.CheckConstraint(condition=models.Q(('nps', None), ('nps__lte', 10), _connector='OR'), name='a_recommendation_is_zero_to_ten'), models.CheckConstraint(condition=models.Q(('submitted_at', None), ('answered_on__isnull', False), _connector='OR'), name='an_answer_has_its_day'), models.CheckConstraint(condition=models.Q(('contact__isnull', False), models.Q(('invitation', None), ('matter', None), ('started_at', None), ('submitted_at', None), ('taken_by', None)), _connector='OR'), name='an_anonymous_answer_leads_to_nobody'), models.CheckConstraint(condition=models.Q(('answered_on', None), ('draft', {}), _connector='OR'), name='what_was_answered_is_no_draft_any_more')],
            },
        ),
        migrations.CreateModel(
            name='FollowUp',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=brm.core.clock.now, editable=False, verbose_name='created')),
                ('updated_at', models.DateTimeField(default=brm.core.clock.now, editable=False, verbose_name='changed')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('status', models.CharField(choices=[('open', 'To be followed up'), ('contacted', 'Spoken with them'), ('done', 'Done')], default='open', editable=False, max_length=10, verbose_name='state')),
                ('opened_at', models.DateTimeField(verbose_name='opened')),
                ('due_at', models.DateTimeField(verbose_name='due')),
                ('contacted_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='spoken with them')),
                ('done_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='done')),
                ('note', models.TextField(blank=True, verbose_name='what was said')),
                ('outcome', models.CharField(blank=True, choices=[('recovered', 'Content again'), ('improving', 'We are improving it'), ('not_recovered', 'Still not content'), ('no_answer', 'Could not be reached')], max_length=14, verbose_name='what came of it')),
                ('rank', models.PositiveSmallIntegerField(default=0, editable=False, verbose_name='escalated to step')),
                ('step_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('score_before', models.DecimalField(blank=True, decimal_places=2, editable=False, max_digits=5, null=True)),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='follow_ups', to=settings.AUTH_USER_MODEL, verbose_name='who sees to it')),
                ('relationship', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='follow_ups', to='parties.relationship')),
                ('response', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='follow_up', to='answering.response')),
                ('hours', models.PositiveSmallIntegerField(default=16, editable=False, verbose_name='to be spoken with within (working hours)')),
                ('risen_to', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='escalated to')),
                ('desk_at', models.DateTimeField(blank=True, editable=False, null=True)),
            ],
            options={
                'verbose_name': 'follow-up of an answer',
                'verbose_name_plural': 'follow-ups of answers',
                'ordering': ['due_at', 'id'],
                'indexes': [models.Index(condition=models.Q(('status__in', ['open', 'contacted'])), fields=['owner', 'due_at', 'id'], name='follow_up_open_idx'), models.Index(fields=['relationship', '-id'], name='follow_up_relationship_idx'), models.Index(condition=models.Q(('step_at__isnull', False)), fields=['step_at'], name='follow_up_step_idx'), models.Index(fields=['desk_at', 'id'], name='follow_up_list_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(('status__in', ['open', 'contacted', 'done'])), name='follow_up_status_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'done'), _negated=True), models.Q(models.Q(('outcome', ''), _negated=True), models.Q(('note', ''), _negated=True)), _connector='OR'), name='a_done_follow_up_says_what_came_of_it', violation_error_message='Say what was said, and what came of it.'), models.CheckConstraint(condition=models.Q(('outcome__in', ['', 'recovered', 'improving', 'not_recovered', 'no_answer'])), name='follow_up_outcome_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('desk_at', None), ('status', 'done')), models.Q(models.Q(('status', 'done'), _negated=True), ('desk_at__isnull', False)), _connector='OR'), name='an_open_follow_up_stands_on_the_desk')],
            },
        ),
        migrations.CreateModel(
            name='Answer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('line', models.CharField(blank=True, max_length=40)),
                ('value', models.SmallIntegerField(blank=True, null=True)),
                ('chosen', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), blank=True, default=list, size=None)),
                ('text', models.TextField(blank=True)),
                ('points', models.DecimalField(blank=True, decimal_places=2, max_digits=5, null=True)),
                ('factor', models.CharField(blank=True, max_length=14)),
                ('tags', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), blank=True, default=list, size=None)),
                ('question', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='questionnaires.question')),
                ('response', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='answering.response')),
            ],
            options={
                'verbose_name': 'answer',
                'verbose_name_plural': 'answers',
                'constraints': [models.UniqueConstraint(fields=('response', 'question', 'line'), name='a_question_is_answered_once_per_response')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='ballot',
            trigger=pgtrigger.compiler.Trigger(name='a_ballot_is_not_changed', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='19030ff5e05c11d3e262e23f2ab04a857436f798', operation='UPDATE', pgid='pgtrigger_a_ballot_is_not_changed_b009c', table='answering_ballot', when='BEFORE')),
        ),
    ]
