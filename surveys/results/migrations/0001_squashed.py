import brm.core.clock
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('results', '0001_begin'), ('results', '0002_figures'), ('results', '0003_no_answer_after_closing')]

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('answering', '0001_squashed'),
    ]

    operations = [
        migrations.CreateModel(
            name='ClosedPeriod',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('first_on', models.DateField(verbose_name='from')),
                ('last_on', models.DateField(verbose_name='to')),
                ('closed_at', models.DateTimeField(default=brm.core.clock.now, verbose_name='closed')),
                ('closed_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('last_on__gte', models.F('first_on'))), name='a_closed_period_ends_after_it_begins'), models.UniqueConstraint(fields=('first_on', 'last_on'), name='a_period_is_closed_once', violation_error_message='This period is closed already.')],
                'ordering': ['-first_on', '-id'],
                'verbose_name': 'closed period',
                'verbose_name_plural': 'closed periods',
            },
        ),
        migrations.CreateModel(
            name='PeriodResult',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('relationship_id', models.BigIntegerField()),
                ('service_id', models.BigIntegerField(null=True)),
                ('respondent_kind', models.CharField(max_length=8)),
                ('factor', models.CharField(blank=True, max_length=14)),
                ('n', models.PositiveIntegerField()),
                ('total', models.DecimalField(decimal_places=2, max_digits=14)),
                ('squares', models.DecimalField(decimal_places=4, max_digits=18)),
                ('promoters', models.PositiveIntegerField(default=0)),
                ('detractors', models.PositiveIntegerField(default=0)),
                ('nps_n', models.PositiveIntegerField(default=0)),
                ('invited', models.PositiveIntegerField(default=0)),
                ('period', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='results', to='results.closedperiod')),
                ('answered', models.PositiveIntegerField(default=0)),
                ('ces_n', models.PositiveIntegerField(default=0)),
                ('ces_squares', models.DecimalField(decimal_places=4, default=0, max_digits=18)),
                ('ces_total', models.DecimalField(decimal_places=2, default=0, max_digits=14)),
                ('completed', models.PositiveIntegerField(default=0)),
                ('csat_n', models.PositiveIntegerField(default=0)),
                ('csat_top', models.PositiveIntegerField(default=0)),
            ],
            options={
                'verbose_name': 'result of a period',
                'verbose_name_plural': 'results of periods',
                'constraints': [models.UniqueConstraint(fields=('period', 'relationship_id', 'service_id', 'respondent_kind', 'factor'), name='a_cell_of_a_period_stands_once', nulls_distinct=False)],
            },
        ),
        migrations.CreateModel(
            name='GapLimit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', models.DateTimeField(default=brm.core.clock.now, verbose_name='since')),
                ('points', models.PositiveSmallIntegerField(default=15, verbose_name='points apart')),
                ('reason', models.CharField(blank=True, max_length=300, verbose_name='why')),
                ('set_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'limit of the gap',
                'verbose_name_plural': 'limits of the gap',
                'ordering': ['-since', '-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('points__range', (1, 100))), name='a_gap_limit_is_one_to_a_hundred', violation_error_message='Choose 1 to 100 points.')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='closedperiod',
            trigger=pgtrigger.compiler.Trigger(name='a_closed_period_stays', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='7d0d839bda60f494665b37ce3d3db7ab6705444a', operation='UPDATE OR DELETE', pgid='pgtrigger_a_closed_period_stays_ed7a4', table='results_closedperiod', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='periodresult',
            trigger=pgtrigger.compiler.Trigger(name='a_frozen_result_stays', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='d7d52a8fc426cd575f9478c7f955235da42c885e', operation='UPDATE OR DELETE', pgid='pgtrigger_a_frozen_result_stays_af03b', table='results_periodresult', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='gaplimit',
            trigger=pgtrigger.compiler.Trigger(name='a_gap_limit_is_followed_not_changed', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='a2cfd041ea65f2b25e75806b8cbc3dd7ef0c04db', operation='UPDATE OR DELETE', pgid='pgtrigger_a_gap_limit_is_followed_not_changed_8f689', table='results_gaplimit', when='BEFORE')),
        ),
        migrations.RunSQL(
            sql='\nCREATE FUNCTION results_refuse_in_closed() RETURNS trigger LANGUAGE plpgsql AS $$\nBEGIN\n  IF NEW.contact_id IS NOT NULL AND NEW.answered_on IS NOT NULL AND EXISTS (\n    SELECT 1 FROM results_closedperiod p WHERE NEW.answered_on BETWEEN p.first_on AND p.last_on\n  ) THEN\n    RAISE EXCEPTION \'violates check constraint "no_answer_after_closing"\'\n      USING ERRCODE = \'check_violation\', CONSTRAINT = \'no_answer_after_closing\';\n  END IF;\n  RETURN NULL;\nEND $$;\nCREATE TRIGGER no_answer_after_closing\n  AFTER INSERT OR UPDATE OF answered_on, score, csat, nps, ces, respondent_kind ON answering_response\n  FOR EACH ROW EXECUTE FUNCTION results_refuse_in_closed();\n',
            reverse_sql='\nDROP TRIGGER no_answer_after_closing ON answering_response;\nDROP FUNCTION results_refuse_in_closed();\n',
        ),
    ]
