import brm.core.clock
import datetime
import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('accounts', '0001_initial'), ('accounts', '0002_sessions'), ('accounts', '0003_escalation_ladders')]

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='FirstAdministratorLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token_hash', models.CharField(max_length=64, unique=True)),
                ('created_at', models.DateTimeField(default=brm.core.clock.now)),
                ('expires_at', models.DateTimeField()),
                ('used_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'verbose_name': "first administrator's link",
                'verbose_name_plural': "first administrator's links",
            },
        ),
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('created_at', models.DateTimeField(default=brm.core.clock.now, editable=False, verbose_name='created')),
                ('updated_at', models.DateTimeField(default=brm.core.clock.now, editable=False, verbose_name='changed')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('email', models.EmailField(max_length=254, verbose_name='e-mail')),
                ('name', models.CharField(max_length=80, verbose_name='name')),
                ('roles', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('manager', 'Relationship manager'), ('lead', 'Lead'), ('executive', 'Executive'), ('engineer', 'Engineer'), ('finance', 'Finance'), ('administrator', 'Administrator'), ('contact', 'Customer contact')], max_length=16), blank=True, default=list, size=None, verbose_name='roles')),
                ('phone', models.CharField(blank=True, max_length=40, verbose_name='phone')),
                ('language', models.CharField(choices=[('zh-hans', '简体中文'), ('en', 'English')], default='zh-hans', max_length=10, verbose_name='language')),
                ('time_zone', models.CharField(default='Asia/Shanghai', max_length=64, verbose_name='time zone')),
                ('theme', models.CharField(choices=[('system', 'As the device'), ('light', 'Light'), ('dark', 'Dark')], default='system', max_length=8, verbose_name='appearance')),
                ('shortcuts', models.BooleanField(default=True, verbose_name='keyboard shortcuts')),
                ('delivery', models.CharField(choices=[('now', 'At once'), ('digest', 'In the daily digest'), ('inbox', 'Only in the portal')], default='now', max_length=8, verbose_name='mails')),
                ('delivery_by_category', models.JSONField(blank=True, default=dict, verbose_name='mails by subject')),
                ('digest_at', models.TimeField(default=datetime.time(8, 30), verbose_name='digest at')),
                ('quiet_from', models.TimeField(blank=True, null=True, verbose_name='quiet from')),
                ('quiet_to', models.TimeField(blank=True, null=True, verbose_name='quiet until')),
                ('is_active', models.BooleanField(default=True, verbose_name='active')),
                ('left_at', models.DateTimeField(blank=True, null=True, verbose_name='left')),
                ('erased_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='erased')),
                ('session_round', models.PositiveIntegerField(default=1, editable=False)),
            ],
            options={
                'verbose_name': 'person',
                'verbose_name_plural': 'people',
                'ordering': ['name', 'id'],
                'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('email'), name='one_account_per_address', violation_error_message='There is already an account with this address.'), models.CheckConstraint(condition=models.Q(('roles__contained_by', ['manager', 'lead', 'executive', 'engineer', 'finance', 'administrator', 'contact'])), name='roles_are_known', violation_error_message='Choose roles from the list.')],
            },
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=brm.core.clock.now, editable=False, verbose_name='created')),
                ('updated_at', models.DateTimeField(default=brm.core.clock.now, editable=False, verbose_name='changed')),
                ('is_lead', models.BooleanField(default=False, verbose_name='leads the team')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to=settings.AUTH_USER_MODEL, verbose_name='person')),
            ],
            options={
                'verbose_name': 'team member',
                'verbose_name_plural': 'team members',
            },
        ),
        migrations.CreateModel(
            name='Team',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=brm.core.clock.now, editable=False, verbose_name='created')),
                ('updated_at', models.DateTimeField(default=brm.core.clock.now, editable=False, verbose_name='changed')),
                ('name', models.CharField(max_length=80, unique=True, verbose_name='name')),
                ('dissolved_at', models.DateTimeField(blank=True, null=True, verbose_name='dissolved')),
                ('members', models.ManyToManyField(related_name='teams', through='accounts.Membership', to=settings.AUTH_USER_MODEL, verbose_name='members')),
            ],
            options={
                'verbose_name': 'team',
                'verbose_name_plural': 'teams',
                'ordering': ['name'],
            },
        ),
        migrations.AddField(
            model_name='membership',
            name='team',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to='accounts.team'),
        ),
        migrations.CreateModel(
            name='Deputy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=brm.core.clock.now, editable=False, verbose_name='created')),
                ('updated_at', models.DateTimeField(default=brm.core.clock.now, editable=False, verbose_name='changed')),
                ('from_on', models.DateField(verbose_name='from')),
                ('to_on', models.DateField(verbose_name='to')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='note')),
                ('absent', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='absences', to=settings.AUTH_USER_MODEL, verbose_name='absent')),
                ('deputy', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deputyships', to=settings.AUTH_USER_MODEL, verbose_name='deputy')),
            ],
            options={
                'verbose_name': 'deputy',
                'verbose_name_plural': 'deputies',
                'ordering': ['-from_on'],
                'indexes': [models.Index(fields=['deputy', 'from_on', 'to_on'], name='deputy_in_force_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(('to_on__gte', models.F('from_on'))), name='an_absence_ends_after_it_starts', violation_error_message='An absence cannot end before it starts.'), models.CheckConstraint(condition=models.Q(('absent', models.F('deputy')), _negated=True), name='nobody_is_their_own_deputy', violation_error_message='Nobody can be their own deputy.')],
            },
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=models.UniqueConstraint(fields=('team', 'user'), name='a_person_is_in_a_team_once', violation_error_message='This person is in the team already.'),
        ),
        migrations.CreateModel(
            name='SignIn',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('session_key', models.CharField(max_length=40, unique=True)),
                ('created_at', models.DateTimeField(default=brm.core.clock.now, verbose_name='signed in')),
                ('seen_at', models.DateTimeField(default=brm.core.clock.now, verbose_name='last seen')),
                ('address', models.GenericIPAddressField(blank=True, null=True, verbose_name='network address')),
                ('browser', models.CharField(blank=True, max_length=80, verbose_name='browser')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sign_ins', to=settings.AUTH_USER_MODEL, verbose_name='person')),
            ],
            options={
                'verbose_name': 'session',
                'verbose_name_plural': 'sessions',
                'ordering': ['-seen_at'],
                'indexes': [models.Index(fields=['user', '-seen_at'], name='sign_in_person_idx')],
            },
        ),
        migrations.CreateModel(
            name='EscalationLadder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=brm.core.clock.now, editable=False, verbose_name='created')),
                ('updated_at', models.DateTimeField(default=brm.core.clock.now, editable=False, verbose_name='changed')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('is_active', models.BooleanField(default=False, verbose_name='in force')),
                ('first', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='step 1 · lead')),
                ('second', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='step 2 · head of service')),
                ('team', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='escalation_ladder', to='accounts.team', verbose_name='team')),
                ('third', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='step 3 · executive')),
            ],
            options={
                'verbose_name': 'escalation ladder',
                'verbose_name_plural': 'escalation ladders',
                'ordering': ['team__name', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('is_active', False), models.Q(('first__isnull', False), ('second__isnull', False), ('third__isnull', False)), _connector='OR'), name='a_ladder_in_force_has_every_step_filled', violation_error_message='Name a person for every step before the ladder is put in force.'), models.CheckConstraint(condition=models.Q(models.Q(('first', None), ('second', None), models.Q(('first', models.F('second')), _negated=True), _connector='OR'), models.Q(('first', None), ('third', None), models.Q(('first', models.F('third')), _negated=True), _connector='OR'), models.Q(('second', None), ('third', None), models.Q(('second', models.F('third')), _negated=True), _connector='OR')), name='a_ladder_names_each_person_once', violation_error_message='Each step needs another person, of higher rank than the one before.'), models.UniqueConstraint(django.db.models.functions.comparison.Coalesce('team', -1), name='one_ladder_per_team_and_one_for_the_rest', violation_error_message='There is already such a ladder.')],
            },
        ),
    ]
