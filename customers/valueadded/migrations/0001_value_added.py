import brm.core.clock
import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('actionitems', '0001_squashed'),
        ('agreements', '0001_squashed'),
        ('catalogue', '0003_usual_metrics'),
        ('matters', '0001_squashed'),
        ('parties', '0001_squashed'),
    ]

    operations = [
        migrations.CreateModel(
            name='Beneficiary',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('contact', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='value_added', to='parties.contact', verbose_name='contact')),
            ],
            options={
                'verbose_name': 'beneficiary',
                'verbose_name_plural': 'beneficiaries',
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='Deliverer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='value_added', to=settings.AUTH_USER_MODEL, verbose_name='colleague')),
            ],
            options={
                'verbose_name': 'deliverer',
                'verbose_name_plural': 'deliverers',
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='ValueAddedService',
            fields=[
                ('created_at', models.DateTimeField(default=brm.core.clock.now, editable=False, verbose_name='created')),
                ('updated_at', models.DateTimeField(default=brm.core.clock.now, editable=False, verbose_name='changed')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('matter', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='value_added', serialize=False, to='matters.matter')),
                ('description', models.TextField(verbose_name='what we give')),
                ('is_outside', models.BooleanField(default=False, verbose_name='outside the agreement')),
                ('status', models.CharField(choices=[('proposed', 'Proposed'), ('assessed', 'Assessed'), ('approved', 'Approved'), ('rejected', 'Rejected'), ('scheduled', 'Scheduled'), ('delivered', 'Delivered'), ('evaluated', 'Evaluated'), ('repeated', 'Repeated'), ('converted', 'Became an offer'), ('closed', 'Closed')], default='proposed', max_length=10, verbose_name='state')),
                ('proposed_at', models.DateTimeField(verbose_name='proposed')),
                ('cost_estimate', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, validators=[django.core.validators.MinValueValidator(0)], verbose_name='estimated cost')),
                ('cost_limit', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, validators=[django.core.validators.MinValueValidator(0)], verbose_name='limit of cost')),
                ('currency', models.CharField(default='CNY', max_length=3, validators=[django.core.validators.RegexValidator('^[A-Z]{3}$', 'Write the currency in three letters, like CNY.')], verbose_name='currency')),
                ('effort_hours', models.DecimalField(blank=True, decimal_places=1, max_digits=8, null=True, validators=[django.core.validators.MinValueValidator(0)], verbose_name='effort in hours')),
                ('agreed_principles', models.PositiveSmallIntegerField(default=0, editable=False)),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='decided')),
                ('reject_reason', models.TextField(blank=True, verbose_name='why rejected')),
                ('starts_on', models.DateField(blank=True, null=True, verbose_name='from')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='until')),
                ('leaves_agreed_work', models.BooleanField(default=False, verbose_name='staff are free without moving agreed work')),
                ('delivered_on', models.DateField(blank=True, null=True, verbose_name='delivered on')),
                ('evidence', models.TextField(blank=True, verbose_name='what shows it')),
                ('reaction', models.SmallIntegerField(blank=True, choices=[(-2, 'Very bad'), (-1, 'Bad'), (0, 'Neutral'), (1, 'Good'), (2, 'Very good')], null=True, verbose_name='reaction')),
                ('reaction_text', models.TextField(blank=True, verbose_name='what they said')),
                ('actual_cost', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, validators=[django.core.validators.MinValueValidator(0)], verbose_name='actual cost')),
                ('actual_hours', models.DecimalField(blank=True, decimal_places=1, max_digits=8, null=True, validators=[django.core.validators.MinValueValidator(0)], verbose_name='actual hours')),
                ('evaluated_at', models.DateTimeField(blank=True, null=True, verbose_name='evaluated')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='ended')),
                ('end_note', models.TextField(blank=True, verbose_name='how it ended')),
                ('sweep_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('agreement', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='value_added', to='agreements.serviceagreement', verbose_name='beside agreement')),
                ('beneficiaries', models.ManyToManyField(related_name='+', through='valueadded.Beneficiary', to='parties.contact', verbose_name='beneficiaries')),
                ('decided_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by')),
                ('offer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='actionitems.actionitem', verbose_name='offer')),
                ('proposed_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='proposed by')),
                ('relationship', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='value_added', to='parties.relationship', verbose_name='customer')),
                ('service', models.ForeignKey(blank=True, help_text="If it is one of the catalogue, it must not be inside the customer's agreement.", null=True, on_delete=django.db.models.deletion.PROTECT, related_name='value_added', to='catalogue.service', verbose_name='service')),
                ('staff', models.ManyToManyField(related_name='+', through='valueadded.Deliverer', to=settings.AUTH_USER_MODEL, verbose_name='who delivers it')),
            ],
            options={
                'verbose_name': 'value-added service',
                'verbose_name_plural': 'value-added services',
                'ordering': ['-proposed_at', '-matter_id'],
                'indexes': [models.Index(fields=['proposed_at', 'matter'], name='value_added_list_idx'), models.Index(fields=['relationship', '-proposed_at', '-matter'], name='value_added_of_rel_idx'), models.Index(condition=models.Q(('sweep_at__isnull', False)), fields=['sweep_at'], name='value_added_sweep_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(('status__in', ['proposed', 'assessed', 'approved', 'rejected', 'scheduled', 'delivered', 'evaluated', 'repeated', 'converted', 'closed'])), name='value_added_status_is_known'), models.CheckConstraint(condition=models.Q(('description', ''), _negated=True), name='a_value_added_service_says_what_it_gives', violation_error_message='Say what we give.'), models.CheckConstraint(condition=models.Q(('is_outside', True)), name='a_value_added_service_is_outside_the_agreement', violation_error_message='Confirm that it is outside what the agreement covers.'), models.CheckConstraint(condition=models.Q(models.Q(('status__in', ('approved', 'scheduled', 'delivered', 'evaluated', 'repeated', 'converted', 'closed')), _negated=True), ('agreed_principles', 4), _connector='OR'), name='an_approved_value_added_service_holds_to_all_four_principles', violation_error_message='All four principles must be answered with yes, each with its reason.'), models.CheckConstraint(condition=models.Q(models.Q(('status__in', ('approved', 'scheduled', 'delivered', 'evaluated', 'repeated', 'converted', 'closed')), _negated=True), models.Q(('cost_estimate__isnull', False), ('cost_estimate__lte', models.F('cost_limit')), ('cost_limit__isnull', False)), _connector='OR'), name='an_approved_value_added_service_costs_no_more_than_its_limit', violation_error_message='The estimated cost is above the limit.'), models.CheckConstraint(condition=models.Q(models.Q(('status__in', ('approved', 'scheduled', 'delivered', 'evaluated', 'repeated', 'converted', 'closed')), _negated=True), ('decided_at__isnull', False), _connector='OR'), name='an_approved_value_added_service_was_decided'), models.CheckConstraint(condition=models.Q(('decided_by', None), ('proposed_by', None), models.Q(('decided_by', models.F('proposed_by')), _negated=True), _connector='OR'), name='who_proposes_a_value_added_service_does_not_decide_it', violation_error_message='Whoever proposed it cannot decide about it.'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'rejected'), _negated=True), models.Q(('reject_reason', ''), _negated=True), _connector='OR'), name='a_rejected_value_added_service_has_a_reason', violation_error_message='Say why it is rejected.'), models.CheckConstraint(condition=models.Q(models.Q(('status__in', ('scheduled', 'delivered', 'evaluated', 'repeated', 'converted', 'closed')), _negated=True), models.Q(('ends_on__gte', models.F('starts_on')), ('leaves_agreed_work', True), ('starts_on__isnull', False)), _connector='OR'), name='a_scheduled_value_added_service_leaves_agreed_work_alone', violation_error_message='Confirm that the staff are free without moving agreed work.'), models.CheckConstraint(condition=models.Q(models.Q(('status__in', ('delivered', 'evaluated', 'repeated', 'converted', 'closed')), _negated=True), models.Q(('delivered_on__isnull', False), models.Q(('evidence', ''), _negated=True)), _connector='OR'), name='a_delivered_value_added_service_has_evidence', violation_error_message='Say what shows that it was delivered.'), models.CheckConstraint(condition=models.Q(models.Q(('status__in', ('evaluated', 'repeated', 'converted', 'closed')), _negated=True), models.Q(('actual_cost__isnull', False), ('reaction__isnull', False)), _connector='OR'), name='an_evaluated_value_added_service_has_reaction_and_cost', violation_error_message='Record how it was received and what it cost.'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'converted'), _negated=True), ('offer__isnull', False), _connector='OR'), name='a_converted_value_added_service_names_the_offer')],
            },
        ),
        migrations.CreateModel(
            name='PrincipleAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=brm.core.clock.now, editable=False, verbose_name='created')),
                ('updated_at', models.DateTimeField(default=brm.core.clock.now, editable=False, verbose_name='changed')),
                ('principle', models.PositiveSmallIntegerField(choices=[(1, 'It does not affect services already agreed'), (2, "It fits the customer's need"), (3, 'Its input stays within an acceptable range'), (4, 'We are able to extend it further')], verbose_name='principle')),
                ('answer', models.CharField(choices=[('yes', 'Yes'), ('no', 'No')], max_length=3, verbose_name='answer')),
                ('justification', models.TextField(verbose_name='reason')),
                ('assessor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='assessed by')),
                ('value_added', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='valueadded.valueaddedservice')),
            ],
            options={
                'verbose_name': 'answer to a principle',
                'verbose_name_plural': 'answers to the principles',
                'ordering': ['principle'],
                'constraints': [models.UniqueConstraint(fields=('value_added', 'principle'), name='a_principle_is_answered_once'), models.CheckConstraint(condition=models.Q(('principle__in', [1, 2, 3, 4])), name='principle_is_one_of_four'), models.CheckConstraint(condition=models.Q(('answer__in', ['yes', 'no'])), name='a_principle_is_answered_yes_or_no'), models.CheckConstraint(condition=models.Q(('justification', ''), _negated=True), name='an_answer_to_a_principle_has_its_reason', violation_error_message='Give a reason for each answer.')],
            },
        ),
        migrations.AddField(
            model_name='deliverer',
            name='value_added',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='delivered_by', to='valueadded.valueaddedservice'),
        ),
        migrations.AddField(
            model_name='beneficiary',
            name='value_added',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='received_by', to='valueadded.valueaddedservice'),
        ),
        migrations.CreateModel(
            name='ValuePolicy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', models.DateTimeField(verbose_name='holds from')),
                ('months', models.PositiveSmallIntegerField(default=6, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(60)], verbose_name='months without one')),
                ('tiers', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('A', 'Tier A'), ('B', 'Tier B'), ('C', 'Tier C')], max_length=1), default=list, size=None, verbose_name='tiers')),
                ('cost_limit', models.DecimalField(decimal_places=2, default=Decimal('5000'), max_digits=14, validators=[django.core.validators.MinValueValidator(Decimal('0'))], verbose_name='usual limit of cost')),
                ('currency', models.CharField(default='CNY', max_length=3, verbose_name='currency')),
                ('set_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'rules for value-added services',
                'verbose_name_plural': 'rules for value-added services',
                'ordering': ['-since', '-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('months__range', (1, 60))), name='months_without_are_one_to_sixty'), models.CheckConstraint(condition=models.Q(('cost_limit__gte', 0)), name='usual_limit_is_not_negative')],
            },
        ),
        migrations.AddConstraint(
            model_name='deliverer',
            constraint=models.UniqueConstraint(fields=('value_added', 'user'), name='a_deliverer_is_named_once'),
        ),
        migrations.AddConstraint(
            model_name='beneficiary',
            constraint=models.UniqueConstraint(fields=('value_added', 'contact'), name='a_beneficiary_is_named_once'),
        ),
    ]
