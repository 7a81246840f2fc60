import brm.core.clock
import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('risks', '0001_initial'), ('risks', '0002_both_or_neither')]

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('parties', '0001_squashed'),
    ]

    operations = [
        migrations.CreateModel(
            name='Risk',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=brm.core.clock.now, editable=False, verbose_name='created')),
                ('updated_at', models.DateTimeField(default=brm.core.clock.now, editable=False, verbose_name='changed')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('title', models.CharField(max_length=200, verbose_name='what may go wrong')),
                ('effect', models.TextField(blank=True, verbose_name='likely effect')),
                ('control', models.TextField(blank=True, verbose_name='control')),
                ('probability', models.PositiveSmallIntegerField(blank=True, choices=[(1, 'Rare'), (2, 'Unlikely'), (3, 'Possible'), (4, 'Likely'), (5, 'Almost certain')], null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(5)], verbose_name='probability')),
                ('impact', models.PositiveSmallIntegerField(blank=True, choices=[(1, 'Slight'), (2, 'Minor'), (3, 'Noticeable'), (4, 'Major'), (5, 'Severe')], null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(5)], verbose_name='impact')),
                ('score', models.GeneratedField(db_persist=True, expression=django.db.models.expressions.CombinedExpression(models.F('probability'), '*', models.F('impact')), output_field=models.PositiveSmallIntegerField())),
                ('response', models.CharField(blank=True, choices=[('avoid', 'Avoid it'), ('reduce', 'Reduce it'), ('transfer', 'Share or transfer it'), ('accept', 'Accept it knowingly')], max_length=12, verbose_name='response')),
                ('review_on', models.DateField(blank=True, null=True, verbose_name='look at it again on')),
                ('reviewed_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='last looked at')),
                ('shared', models.BooleanField(default=False, verbose_name='shared with the other side')),
                ('status', models.CharField(choices=[('identified', 'Identified'), ('assessed', 'Assessed'), ('treated', 'Treated'), ('monitored', 'Monitored'), ('occurred', 'Occurred'), ('closed', 'Closed')], default='identified', max_length=12, verbose_name='state')),
                ('occurred_at', models.DateTimeField(blank=True, null=True, verbose_name='occurred')),
                ('what_happened', models.TextField(blank=True, verbose_name='what happened')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='closed')),
                ('close_reason', models.TextField(blank=True, verbose_name='why closed')),
                ('template_key', models.CharField(blank=True, editable=False, max_length=40)),
                ('ask_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('late_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('created_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='risks', to=settings.AUTH_USER_MODEL, verbose_name='owner')),
                ('relationship', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='risks', to='parties.relationship', verbose_name='relationship')),
            ],
            options={
                'verbose_name': 'risk',
                'verbose_name_plural': 'risks',
                'ordering': ['-id'],
                'indexes': [models.Index(fields=['relationship', '-id'], name='risk_of_relationship_idx'), models.Index(fields=['score', 'id'], name='risk_score_idx'), models.Index(fields=['review_on', 'id'], name='risk_review_idx'), models.Index(condition=models.Q(('status__in', ('identified', 'assessed', 'treated', 'monitored', 'occurred'))), fields=['owner', '-id'], name='risk_open_of_owner_idx'), models.Index(condition=models.Q(('ask_at__isnull', False)), fields=['ask_at'], name='risk_ask_idx'), models.Index(condition=models.Q(('late_at__isnull', False)), fields=['late_at'], name='risk_late_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(('status__in', ['identified', 'assessed', 'treated', 'monitored', 'occurred', 'closed'])), name='risk_status_is_known'), models.CheckConstraint(condition=models.Q(('response', ''), ('response__in', ['avoid', 'reduce', 'transfer', 'accept']), _connector='OR'), name='risk_response_is_known'), models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='a_risk_says_what_may_go_wrong', violation_error_message='Say what may go wrong.'), models.CheckConstraint(condition=models.Q(('status__in', ['identified', 'closed']), ('probability__isnull', False), _connector='OR'), name='an_assessed_risk_has_probability_and_impact', violation_error_message='Assess the risk first: how likely, and how bad?'), models.CheckConstraint(condition=models.Q(models.Q(('status__in', ['treated', 'monitored', 'occurred']), _negated=True), models.Q(models.Q(('response', ''), _negated=True), models.Q(('control', ''), _negated=True)), _connector='OR'), name='a_treated_risk_has_response_and_control', violation_error_message='Say how you respond to the risk, and by which control.'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'monitored'), _negated=True), ('review_on__isnull', False), _connector='OR'), name='a_monitored_risk_has_its_next_review', violation_error_message='Say when the risk is looked at again.'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'occurred'), _negated=True), models.Q(('occurred_at__isnull', False), models.Q(('what_happened', ''), _negated=True)), _connector='OR'), name='an_occurred_risk_says_when_and_what', violation_error_message='Say what happened, and when.'), models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', False), ('status', 'closed'), models.Q(('close_reason', ''), _negated=True)), models.Q(models.Q(('status', 'closed'), _negated=True), ('closed_at__isnull', True)), _connector='OR'), name='a_closed_risk_has_its_moment_and_reason', violation_error_message='Say why the risk is closed.'), models.UniqueConstraint(condition=models.Q(models.Q(('template_key', ''), _negated=True), models.Q(('status', 'closed'), _negated=True)), fields=('relationship', 'template_key'), name='a_template_risk_is_open_once_per_relationship', violation_error_message='This risk of the template is in the register already.'), models.CheckConstraint(condition=models.Q(models.Q(('impact__isnull', False), ('impact__range', (1, 5)), ('probability__isnull', False), ('probability__range', (1, 5))), models.Q(('impact__isnull', True), ('probability__isnull', True)), _connector='OR'), name='a_risk_has_both_probability_and_impact_or_neither', violation_error_message='Give both, probability and impact, from 1 to 5.')],
            },
        ),
        migrations.CreateModel(
            name='Assessment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=brm.core.clock.now, editable=False, verbose_name='created')),
                ('updated_at', models.DateTimeField(default=brm.core.clock.now, editable=False, verbose_name='changed')),
                ('probability', models.PositiveSmallIntegerField(choices=[(1, 'Rare'), (2, 'Unlikely'), (3, 'Possible'), (4, 'Likely'), (5, 'Almost certain')], verbose_name='probability')),
                ('impact', models.PositiveSmallIntegerField(choices=[(1, 'Slight'), (2, 'Minor'), (3, 'Noticeable'), (4, 'Major'), (5, 'Severe')], verbose_name='impact')),
                ('note', models.TextField(blank=True, verbose_name='note')),
                ('at', models.DateTimeField(default=brm.core.clock.now, verbose_name='when')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('risk', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='assessments', to='risks.risk')),
            ],
            options={
                'verbose_name': 'assessment of a risk',
                'verbose_name_plural': 'assessments of risks',
                'ordering': ['-at', '-id'],
                'indexes': [models.Index(fields=['risk', '-at', '-id'], name='assessment_of_risk_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(('impact__range', (1, 5)), ('probability__range', (1, 5))), name='an_assessment_is_one_to_five')],
            },
        ),
        migrations.CreateModel(
            name='RiskTemplate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=brm.core.clock.now, editable=False, verbose_name='created')),
                ('updated_at', models.DateTimeField(default=brm.core.clock.now, editable=False, verbose_name='changed')),
                ('kind', models.CharField(choices=[('customer', 'Customer'), ('supplier', 'Supplier'), ('third_party', 'Third party')], default='customer', max_length=16, verbose_name='about')),
                ('title', models.CharField(max_length=200, verbose_name='what may go wrong')),
                ('effect', models.TextField(blank=True, verbose_name='likely effect')),
                ('control', models.TextField(blank=True, verbose_name='control')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
                ('archived_at', models.DateTimeField(blank=True, null=True, verbose_name='archived')),
            ],
            options={
                'verbose_name': 'risk template',
                'verbose_name_plural': 'risk templates',
                'ordering': ['kind', 'position', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['customer', 'supplier', 'third_party'])), name='risk_template_kind_is_known'), models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='a_risk_template_says_what_may_go_wrong')],
            },
        ),
    ]
