import brm.core.clock
import datetime
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='WorkingCalendar',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=brm.core.clock.now, editable=False, verbose_name='created')),
                ('updated_at', models.DateTimeField(default=brm.core.clock.now, editable=False, verbose_name='changed')),
                ('name', models.CharField(max_length=100, verbose_name='name')),
                ('code', models.SlugField(max_length=40, unique=True, verbose_name='code')),
                ('time_zone', models.CharField(default='Asia/Shanghai', max_length=64, verbose_name='time zone')),
                ('country', models.CharField(blank=True, default='CN', help_text='Two letters, for the public holidays; a region may follow (DE-BY). Empty: none are loaded.', max_length=8, verbose_name='country')),
                ('is_default', models.BooleanField(default=False, editable=False, verbose_name='ours')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
            ],
            options={
                'verbose_name': 'working calendar',
                'verbose_name_plural': 'working calendars',
                'ordering': ['name'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('is_default', True)), fields=('is_default',), name='only_one_calendar_is_ours', violation_error_message='Another calendar is already ours.')],
            },
        ),
        migrations.CreateModel(
            name='CalendarDay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=brm.core.clock.now, editable=False, verbose_name='created')),
                ('updated_at', models.DateTimeField(default=brm.core.clock.now, editable=False, verbose_name='changed')),
                ('day', models.DateField(verbose_name='day')),
                ('kind', models.CharField(choices=[('holiday', 'holiday'), ('workday', 'working day')], default='holiday', max_length=8, verbose_name='kind')),
                ('name', models.CharField(blank=True, max_length=120, verbose_name='name')),
                ('standing', models.CharField(choices=[('official', 'official'), ('provisional', 'provisional')], default='official', max_length=12, verbose_name='standing')),
                ('origin', models.CharField(choices=[('library', 'loaded'), ('imported', 'imported as an official list'), ('by_hand', 'entered by hand')], default='by_hand', editable=False, max_length=8, verbose_name='origin')),
                ('source', models.CharField(blank=True, max_length=200, verbose_name='source')),
                ('calendar', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='days', to='calendars.workingcalendar', verbose_name='working calendar')),
            ],
            options={
                'verbose_name': 'calendar day',
                'verbose_name_plural': 'calendar days',
                'ordering': ['day'],
                'constraints': [models.UniqueConstraint(fields=('calendar', 'day'), name='calendar_names_a_day_once', violation_error_message='This day is already in the calendar.'), models.CheckConstraint(condition=models.Q(('kind__in', ['holiday', 'workday'])), name='calendar_day_has_a_kind'), models.CheckConstraint(condition=models.Q(('standing__in', ['official', 'provisional'])), name='calendar_day_has_a_standing'), models.CheckConstraint(condition=models.Q(('origin__in', ['library', 'imported', 'by_hand'])), name='calendar_day_has_an_origin')],
            },
        ),
        migrations.CreateModel(
            name='WorkingInterval',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('weekday', models.PositiveSmallIntegerField(choices=[(0, 'Monday'), (1, 'Tuesday'), (2, 'Wednesday'), (3, 'Thursday'), (4, 'Friday'), (5, 'Saturday'), (6, 'Sunday')], verbose_name='weekday')),
                ('starts', models.TimeField(verbose_name='from')),
                ('ends', models.TimeField(verbose_name='until')),
                ('calendar', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='intervals', to='calendars.workingcalendar', verbose_name='working calendar')),
            ],
            options={
                'verbose_name': 'working hours',
                'verbose_name_plural': 'working hours',
                'ordering': ['weekday', 'starts'],
                'constraints': [models.CheckConstraint(condition=models.Q(('weekday__in', [0, 1, 2, 3, 4, 5, 6])), name='working_interval_has_a_weekday', violation_error_message='Choose a weekday.'), models.CheckConstraint(condition=models.Q(('ends__gt', models.F('starts')), ('ends', datetime.time(0, 0)), _connector='OR'), name='working_interval_ends_after_it_starts', violation_error_message='Working time must end after it starts. Split a night shift in two: until 00:00, and from 00:00.'), models.UniqueConstraint(fields=('calendar', 'weekday', 'starts'), name='working_intervals_do_not_start_together', violation_error_message='Working times of one weekday must not overlap.')],
            },
        ),
    ]
