import brm.core.clock
import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('praise', '0001_praise'), ('praise', '0002_limits'), ('praise', '0003_past')]

    initial = True

    dependencies = [
        ('accounts', '0001_squashed'),
        ('accounts', '__first__'),
        ('catalogue', '0003_usual_metrics'),
        ('matters', '0001_squashed'),
        ('parties', '0001_squashed'),
    ]

    operations = [
        migrations.CreateModel(
            name='Praise',
            fields=[
                ('created_at', models.DateTimeField(default=brm.core.clock.now, editable=False, verbose_name='created')),
                ('updated_at', models.DateTimeField(default=brm.core.clock.now, editable=False, verbose_name='changed')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('matter', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='praise', serialize=False, to='matters.matter')),
                ('text', models.TextField(verbose_name='in their words')),
                ('source', models.CharField(choices=[('portal', 'Customer portal'), ('mail', 'E-mail'), ('call', 'Call'), ('meeting', 'Meeting or visit'), ('letter', 'Letter or pennant'), ('survey', 'Survey')], default='call', max_length=8, verbose_name='came by')),
                ('target', models.CharField(blank=True, choices=[('', 'Not known yet'), ('people', 'People by name'), ('team', 'A whole team')], default='', max_length=8, verbose_name='praises')),
                ('status', models.CharField(choices=[('recorded', 'Recorded'), ('verified', 'Verified'), ('published', 'Published'), ('shared', 'Experience shared'), ('declined', 'Not confirmed')], default='recorded', max_length=10, verbose_name='state')),
                ('recorded_at', models.DateTimeField(verbose_name='received')),
                ('verified_at', models.DateTimeField(blank=True, null=True, verbose_name='verified')),
                ('decline_reason', models.TextField(blank=True, verbose_name='why not confirmed')),
                ('publicity', models.CharField(blank=True, choices=[('', 'Not published'), ('internal', 'Among us'), ('external', 'Outside too')], default='', max_length=8, verbose_name='publicity')),
                ('published_at', models.DateTimeField(blank=True, null=True, verbose_name='published')),
                ('thank_by', models.DateTimeField(blank=True, null=True, verbose_name='thank by')),
                ('thank_sweep_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('thanked_at', models.DateTimeField(blank=True, null=True, verbose_name='thanked')),
                ('thanked_how', models.CharField(blank=True, choices=[('mail', 'E-mail from here'), ('call', 'Call'), ('visit', 'In person'), ('message', 'Message')], max_length=8, verbose_name='thanked by')),
                ('thank_words', models.TextField(blank=True, verbose_name='words of thanks')),
                ('key', models.CharField(blank=True, editable=False, max_length=80)),
                ('contact', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='praise', to='parties.contact', verbose_name='who praised')),
                ('recorded_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('relationship', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='praise', to='parties.relationship', verbose_name='customer')),
                ('service', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='praise', to='catalogue.service', verbose_name='service')),
                ('team', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='praise', to='accounts.team', verbose_name='team')),
                ('thanked_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('verified_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('imported_in', models.BigIntegerField(blank=True, editable=False, null=True)),
                ('is_past', models.BooleanField(default=False, editable=False, verbose_name='from before')),
            ],
            options={
                'verbose_name': 'praise',
                'verbose_name_plural': 'praise',
                'ordering': ['-recorded_at', '-matter_id'],
                'indexes': [models.Index(fields=['recorded_at', 'matter'], name='praise_list_idx'), models.Index(fields=['relationship', '-recorded_at', '-matter'], name='praise_of_relationship_idx'), models.Index(condition=models.Q(('published_at__isnull', False)), fields=['-published_at', '-matter'], name='praise_wall_idx'), models.Index(condition=models.Q(('thank_sweep_at__isnull', False)), fields=['thank_sweep_at'], name='praise_thank_idx'), models.Index(condition=models.Q(('imported_in__isnull', False)), fields=['imported_in'], name='praise_imported_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(('status__in', ['recorded', 'verified', 'published', 'shared', 'declined'])), name='praise_status_is_known'), models.CheckConstraint(condition=models.Q(('source__in', ['portal', 'mail', 'call', 'meeting', 'letter', 'survey'])), name='praise_source_is_known'), models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='praise_has_words', violation_error_message='Write down what they said.'), models.CheckConstraint(condition=models.Q(models.Q(('target', 'team'), ('team__isnull', False)), models.Q(models.Q(('target', 'team'), _negated=True), ('team__isnull', True)), _connector='OR'), name='praise_of_a_team_names_the_team', violation_error_message='Choose the team.'), models.CheckConstraint(condition=models.Q(('status__in', ['recorded', 'declined']), models.Q(models.Q(('target', ''), _negated=True), ('verified_at__isnull', False)), _connector='OR'), name='verified_praise_says_whom_it_praises', violation_error_message='Say whom it praises first.'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'declined'), _negated=True), models.Q(('decline_reason', ''), _negated=True), _connector='OR'), name='declined_praise_says_why', violation_error_message='Say why it is not confirmed.'), models.CheckConstraint(condition=models.Q(models.Q(('publicity__in', ['internal', 'external']), ('status__in', ('published', 'shared')), ('published_at__isnull', False)), models.Q(models.Q(('status__in', ('published', 'shared')), _negated=True), ('publicity', '')), _connector='OR'), name='published_praise_has_its_publicity'), models.CheckConstraint(condition=models.Q(models.Q(('thanked_at', None), ('thanked_how', '')), models.Q(('thanked_at__gte', models.F('recorded_at')), models.Q(('thanked_how', ''), _negated=True)), _connector='OR'), name='thanks_follow_praise_and_say_how'), models.UniqueConstraint(condition=models.Q(('key', ''), _negated=True), fields=('relationship', 'key'), name='praise_sent_twice_is_one_praise')],
            },
        ),
        migrations.CreateModel(
            name='PraisedPerson',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('praise', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='praised', to='praise.praise')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='praised', to=settings.AUTH_USER_MODEL, verbose_name='colleague')),
            ],
            options={
                'verbose_name': 'praised colleague',
                'verbose_name_plural': 'praised colleagues',
                'ordering': ['id'],
                'constraints': [models.UniqueConstraint(fields=('praise', 'user'), name='a_colleague_is_praised_once')],
            },
        ),
        migrations.AddField(
            model_name='praise',
            name='people',
            field=models.ManyToManyField(related_name='+', through='praise.PraisedPerson', to=settings.AUTH_USER_MODEL, verbose_name='people'),
        ),
        migrations.CreateModel(
            name='PublicityConsent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=brm.core.clock.now, editable=False, verbose_name='created')),
                ('updated_at', models.DateTimeField(default=brm.core.clock.now, editable=False, verbose_name='changed')),
                ('scope', models.CharField(choices=[('words', 'The words only'), ('organisation', 'The words and the organisation'), ('person', 'The words, the organisation and the person')], max_length=12, verbose_name='may be shown')),
                ('given_on', models.DateField(verbose_name='given on')),
                ('expires_on', models.DateField(blank=True, null=True, verbose_name='holds until')),
                ('evidence', models.TextField(blank=True, verbose_name='how it was given')),
                ('revoked_at', models.DateTimeField(blank=True, null=True, verbose_name='taken back')),
                ('revoke_reason', models.TextField(blank=True, verbose_name='why taken back')),
                ('sweep_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('given_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='consents', to='parties.contact', verbose_name='given by')),
                ('praise', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='consents', to='praise.praise')),
                ('recorded_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'consent to publish',
                'verbose_name_plural': 'consents to publish',
                'ordering': ['-id'],
                'indexes': [models.Index(condition=models.Q(('sweep_at__isnull', False)), fields=['sweep_at'], name='consent_sweep_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(('scope__in', ['words', 'organisation', 'person'])), name='consent_scope_is_known'), models.CheckConstraint(condition=models.Q(('expires_on', None), ('expires_on__gte', models.F('given_on')), _connector='OR'), name='a_consent_ends_after_it_was_given', violation_error_message='It cannot end before it was given.'), models.UniqueConstraint(condition=models.Q(('revoked_at', None)), fields=('praise',), name='praise_has_one_consent_in_force', violation_error_message='There is a consent already. Take it back before recording another.')],
            },
        ),
        migrations.AddField(
            model_name='praise',
            name='consent',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='praise.publicityconsent', verbose_name='consent'),
        ),
        migrations.CreateModel(
            name='Honour',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=brm.core.clock.now, editable=False, verbose_name='created')),
                ('updated_at', models.DateTimeField(default=brm.core.clock.now, editable=False, verbose_name='changed')),
                ('form', models.CharField(choices=[('letter', 'Letter of commendation'), ('exchange', 'Experience exchange with the customer'), ('sharing', 'Experience sharing by the engineer')], max_length=8, verbose_name='form')),
                ('planned_on', models.DateField(blank=True, null=True, verbose_name='planned for')),
                ('held_on', models.DateField(blank=True, null=True, verbose_name='held on')),
                ('evidence', models.TextField(blank=True, verbose_name='what shows it')),
                ('sweep_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='honours_to_hold', to=settings.AUTH_USER_MODEL, verbose_name='who sees to it')),
                ('praise', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='honours', to='praise.praise')),
            ],
            options={
                'verbose_name': 'form of praise',
                'verbose_name_plural': 'forms of praise',
                'ordering': ['id'],
                'indexes': [models.Index(condition=models.Q(('sweep_at__isnull', False)), fields=['sweep_at'], name='honour_sweep_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(('form__in', ['letter', 'exchange', 'sharing'])), name='form_of_praise_is_known'), models.UniqueConstraint(fields=('praise', 'form'), name='praise_takes_each_form_once', violation_error_message='This form is planned already.'), models.CheckConstraint(condition=models.Q(('held_on', None), models.Q(('evidence', ''), _negated=True), _connector='OR'), name='a_held_form_of_praise_has_evidence', violation_error_message='Say what shows it: who was there, what was told.'), models.CheckConstraint(condition=models.Q(('held_on__isnull', False), ('planned_on__isnull', False), _connector='OR'), name='a_form_of_praise_has_its_day', violation_error_message='Choose a day.')],
            },
        ),
        migrations.AddConstraint(
            model_name='praise',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('publicity', 'external'), _negated=True), ('consent__isnull', False), _connector='OR'), name='praise_shown_outside_has_the_customers_consent', violation_error_message="Record the customer's consent first; without it praise is not shown outside."),
        ),
        migrations.CreateModel(
            name='PraiseLimit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('amount', models.PositiveIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(100000)], verbose_name='how much')),
                ('unit', models.CharField(choices=[('minutes', 'minutes'), ('hours', 'hours'), ('days', 'days'), ('working_minutes', 'working minutes'), ('working_hours', 'working hours'), ('working_days', 'working days')], max_length=16, verbose_name='unit')),
                ('calendar', models.CharField(choices=[('relationship', "the relationship's calendar"), ('ours', 'our own calendar')], default='relationship', max_length=16, verbose_name='reckoned in')),
                ('in_force_from', models.DateTimeField(default=brm.core.clock.now, verbose_name='in force from')),
                ('set_at', models.DateTimeField(default=brm.core.clock.now, editable=False, verbose_name='set')),
                ('name', models.CharField(choices=[('thank', 'Thanking the customer')], default='thank', max_length=16, verbose_name='limit')),
                ('set_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'time limit of praise',
                'verbose_name_plural': 'time limits of praise',
                'ordering': ['name', '-in_force_from'],
                'abstract': False,
                'constraints': [models.UniqueConstraint(fields=('name', 'in_force_from'), name='a_limit_of_praise_changes_once_at_a_moment', violation_error_message='This limit already changes at that moment.'), models.CheckConstraint(condition=models.Q(('name__in', ['thank'])), name='praise_limit_is_known'), models.CheckConstraint(condition=models.Q(('amount__gte', 1)), name='a_limit_of_praise_is_above_zero')],
            },
        ),
    ]
