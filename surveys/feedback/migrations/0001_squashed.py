import brm.core.clock
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('feedback', '0001_begin'), ('feedback', '0002_reach'), ('feedback', '0003_once_per_relationship'), ('feedback', '0004_words')]

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('catalogue', '0003_usual_metrics'),
        ('matters', '0001_squashed'),
        ('parties', '0001_squashed'),
    ]

    operations = [
        migrations.CreateModel(
            name='FeedbackItem',
            fields=[
                ('created_at', models.DateTimeField(default=brm.core.clock.now, editable=False, verbose_name='created')),
                ('updated_at', models.DateTimeField(default=brm.core.clock.now, editable=False, verbose_name='changed')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('matter', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='feedback', serialize=False, to='matters.matter')),
                ('teller', models.CharField(blank=True, max_length=80, verbose_name='name, where they are no contact')),
                ('channel', models.CharField(choices=[('survey', 'Survey answer'), ('mail', 'E-mail'), ('form', 'Form on the web'), ('portal', 'Customer portal'), ('call', 'Call'), ('visit', 'Visit'), ('social', 'Social media'), ('review', 'Customer review'), ('usage', 'Use of the service')], max_length=8, verbose_name='came by')),
                ('text', models.TextField(verbose_name='in their words')),
                ('kind', models.CharField(blank=True, choices=[('', 'Not judged yet'), ('complaint', 'Complaint'), ('praise', 'Praise'), ('suggestion', 'Suggestion'), ('question', 'Question')], max_length=12, verbose_name='what it is')),
                ('status', models.CharField(choices=[('received', 'Received'), ('classified', 'Judged, to be answered'), ('converted', 'Taken on'), ('answered', 'Answered')], default='received', editable=False, max_length=12, verbose_name='state')),
                ('received_at', models.DateTimeField(default=brm.core.clock.now, verbose_name='received')),
                ('confirmed_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='confirmed to them')),
                ('answer', models.TextField(blank=True, verbose_name='our answer')),
                ('answered_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='answered')),
                ('due_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='to be judged or answered by')),
                ('desk_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('key', models.CharField(blank=True, editable=False, max_length=80)),
                ('contact', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='feedback', to='parties.contact', verbose_name='who told us')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='feedback_to_judge', to=settings.AUTH_USER_MODEL, verbose_name='who sees to it')),
                ('relationship', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='feedback', to='parties.relationship')),
                ('service', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='feedback', to='catalogue.service', verbose_name='service')),
                ('confirmed_how', models.CharField(blank=True, choices=[('mail', 'Mail'), ('portal', 'Customer portal'), ('call', 'Call'), ('visit', 'In person')], max_length=8, verbose_name='confirmed by')),
                ('reach', models.CharField(blank=True, max_length=120, verbose_name='how to reach them, where they are no contact')),
            ],
            options={
                'verbose_name': 'feedback',
                'verbose_name_plural': 'feedback',
                'ordering': ['-matter_id'],
                'indexes': [models.Index(fields=['relationship', '-matter'], name='feedback_of_relationship_idx'), models.Index(condition=models.Q(('status__in', ['received', 'classified'])), fields=['owner', 'due_at'], name='feedback_open_idx'), models.Index(condition=models.Q(('desk_at__isnull', False)), fields=['desk_at'], name='feedback_desk_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(('channel__in', ['survey', 'mail', 'form', 'portal', 'call', 'visit', 'social', 'review', 'usage'])), name='feedback_channel_is_known'), models.CheckConstraint(condition=models.Q(('kind__in', ['', 'complaint', 'praise', 'suggestion', 'question'])), name='feedback_kind_is_known'), models.CheckConstraint(condition=models.Q(('status__in', ['received', 'classified', 'converted', 'answered'])), name='feedback_status_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'answered'), _negated=True), models.Q(('kind__in', ['suggestion', 'question']), models.Q(('answer', ''), _negated=True)), _connector='OR'), name='only_suggestions_and_questions_end_answered', violation_error_message='A suggestion or question ends with an answer; write it.'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'converted'), _negated=True), ('kind__in', ['complaint', 'praise']), _connector='OR'), name='only_complaints_and_praise_go_on'), models.CheckConstraint(condition=models.Q(('confirmed_at', None), models.Q(('confirmed_how', ''), _negated=True), _connector='OR'), name='a_confirmation_says_how_it_was_given'), models.UniqueConstraint(condition=models.Q(('key', ''), _negated=True), fields=('relationship', 'key'), name='feedback_is_taken_in_once')],
            },
        ),
        migrations.CreateModel(
            name='FeedbackWord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(default=brm.core.clock.now, verbose_name='written')),
                ('text', models.TextField(verbose_name='in their words')),
                ('key', models.CharField(blank=True, editable=False, max_length=120)),
                ('contact', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.contact')),
                ('feedback', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='words', to='feedback.feedbackitem')),
            ],
            options={
                'verbose_name': 'further words',
                'verbose_name_plural': 'further words',
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('key', ''), _negated=True), fields=('feedback', 'key'), name='further_words_are_taken_in_once')],
            },
        ),
    ]
