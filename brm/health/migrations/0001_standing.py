import brm.core.clock
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
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
            name='Mark',
            fields=[
                ('name', models.CharField(max_length=20, primary_key=True, serialize=False)),
                ('event', models.BigIntegerField(default=0)),
            ],
            options={
                'verbose_name': 'mark in the history',
                'verbose_name_plural': 'marks in the history',
            },
        ),
        migrations.CreateModel(
            name='Weighting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', models.DateTimeField(default=brm.core.clock.now, verbose_name='since')),
                ('weights', models.JSONField(default=dict, verbose_name='weights')),
                ('well_from', models.PositiveSmallIntegerField(default=75, verbose_name='well from')),
                ('fair_from', models.PositiveSmallIntegerField(default=50, verbose_name='to be watched from')),
                ('coverage_from', models.PositiveSmallIntegerField(default=40, verbose_name='say nothing below a coverage of')),
                ('reason', models.CharField(blank=True, max_length=300, verbose_name='why')),
                ('set_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'weighting of health',
                'verbose_name_plural': 'weightings of health',
                'ordering': ['-since', '-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('coverage_from__lte', 100), ('fair_from__lt', models.F('well_from')), ('well_from__lte', 100)), name='bands_of_health_follow_one_another', violation_error_message='“Well” begins above “watch”, and nothing goes beyond 100.')],
            },
        ),
        migrations.CreateModel(
            name='Standing',
            fields=[
                ('relationship', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='standing', serialize=False, to='parties.relationship')),
                ('score', models.PositiveSmallIntegerField(null=True, verbose_name='score')),
                ('coverage', models.PositiveSmallIntegerField(default=0, verbose_name='coverage')),
                ('oldest_at', models.DateTimeField(null=True, verbose_name='oldest reading')),
                ('readings', models.JSONField(default=list)),
                ('reckoned_at', models.DateTimeField(verbose_name='reckoned')),
                ('weighting', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='health.weighting')),
            ],
            options={
                'verbose_name': 'standing',
                'verbose_name_plural': 'standings',
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('score', None), ('score__range', (0, 100)), _connector='OR'), ('coverage__range', (0, 100))), name='a_standing_is_zero_to_a_hundred')],
            },
        ),
        migrations.CreateModel(
            name='StandingDay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField(verbose_name='day')),
                ('score', models.PositiveSmallIntegerField(null=True, verbose_name='score')),
                ('coverage', models.PositiveSmallIntegerField(default=0, verbose_name='coverage')),
                ('readings', models.JSONField(default=dict)),
                ('relationship', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='standing_days', to='parties.relationship')),
            ],
            options={
                'verbose_name': 'standing of a day',
                'verbose_name_plural': 'standings of days',
                'ordering': ['-on'],
                'constraints': [models.UniqueConstraint(fields=('relationship', 'on'), name='a_relationship_stands_once_a_day')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='weighting',
            trigger=pgtrigger.compiler.Trigger(name='a_weighting_is_followed_not_changed', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='3e6cf06e2f65b6fbc643882451b48697f548834e', operation='UPDATE OR DELETE', pgid='pgtrigger_a_weighting_is_followed_not_changed_bd22b', table='health_weighting', when='BEFORE')),
        ),
    ]
