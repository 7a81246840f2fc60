import brm.core.clock
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('catalogue', '0001_services'), ('catalogue', '0002_catalogue_and_terms')]

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('parties', '0001_squashed'),
    ]

    operations = [
        migrations.CreateModel(
            name='ServiceNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=brm.core.clock.now, editable=False, verbose_name='created')),
                ('updated_at', models.DateTimeField(default=brm.core.clock.now, editable=False, verbose_name='changed')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('kind', models.CharField(choices=[('risk', 'Risk'), ('constraint', 'Constraint')], default='risk', max_length=10, verbose_name='kind')),
                ('text_zh', models.CharField(blank=True, max_length=300, verbose_name='nature, in Chinese')),
                ('text_en', models.CharField(blank=True, max_length=300, verbose_name='nature, in English')),
                ('extent_zh', models.TextField(blank=True, verbose_name='extent, in Chinese')),
                ('extent_en', models.TextField(blank=True, verbose_name='extent, in English')),
                ('withdrawn_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='withdrawn')),
            ],
            options={
                'verbose_name': 'risk or constraint of a service',
                'verbose_name_plural': 'risks and constraints of services',
                'ordering': ['kind', 'id'],
            },
        ),
        migrations.CreateModel(
            name='ServiceView',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=brm.core.clock.now, editable=False, verbose_name='created')),
                ('updated_at', models.DateTimeField(default=brm.core.clock.now, editable=False, verbose_name='changed')),
                ('audience', models.CharField(choices=[('sponsor', 'Sponsors'), ('customer', 'Customers'), ('user', 'Users'), ('it', "The customer's IT")], max_length=8, verbose_name='audience')),
                ('text_zh', models.TextField(blank=True, verbose_name='words in Chinese')),
                ('text_en', models.TextField(blank=True, verbose_name='words in English')),
                ('shows_results', models.BooleanField(default=False, verbose_name='shows service levels reached')),
                ('shows_fee', models.BooleanField(default=False, verbose_name='shows what it costs')),
            ],
            options={
                'verbose_name': 'audience view',
                'verbose_name_plural': 'audience views',
                'ordering': ['service', 'audience'],
                'constraints': [models.CheckConstraint(condition=models.Q(('audience__in', ['sponsor', 'customer', 'user', 'it'])), name='audience_is_known')],
            },
        ),
        migrations.CreateModel(
            name='Term',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=brm.core.clock.now, editable=False, verbose_name='created')),
                ('updated_at', models.DateTimeField(default=brm.core.clock.now, editable=False, verbose_name='changed')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('unit', models.CharField(choices=[('minutes', 'minutes'), ('hours', 'hours'), ('working_hours', 'working hours'), ('days', 'days'), ('working_days', 'working days'), ('percent', '%'), ('count', 'times'), ('hours_per_week', 'hours a week'), ('points', 'points')], max_length=16, verbose_name='unit')),
                ('direction', models.CharField(choices=[('lower', 'Lower is stricter'), ('higher', 'Higher is stricter')], editable=False, max_length=8, verbose_name='direction')),
                ('target', models.DecimalField(decimal_places=3, max_digits=12, verbose_name='target')),
                ('window', models.CharField(choices=[('24x7', '7×24'), ('12x7', '7×12'), ('12x5', '5×12'), ('8x5', '5×8'), ('custom', 'As described')], default='8x5', max_length=8, verbose_name='coverage window')),
                ('window_text', models.CharField(blank=True, max_length=120, verbose_name='coverage window in words')),
                ('valid_from', models.DateField(verbose_name='valid from')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='valid to')),
                ('edition', models.PositiveSmallIntegerField(default=1, editable=False, verbose_name='edition')),
                ('relationship', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='terms', to='parties.relationship', verbose_name='relationship')),
                ('replaces', models.OneToOneField(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced_by', to='catalogue.term')),
            ],
            options={
                'verbose_name': 'term',
                'verbose_name_plural': 'terms',
                'ordering': ['id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('unit__in', ['minutes', 'hours', 'working_hours', 'days', 'working_days', 'percent', 'count', 'hours_per_week', 'points'])), name='term_unit_is_known'), models.CheckConstraint(condition=models.Q(('direction__in', ['lower', 'higher'])), name='term_direction_is_known'), models.CheckConstraint(condition=models.Q(('window__in', ['24x7', '12x7', '12x5', '8x5', 'custom'])), name='term_window_is_known'), models.CheckConstraint(condition=models.Q(('target__gte', 0)), name='a_target_is_not_negative', violation_error_message='A target cannot be negative.'), models.CheckConstraint(condition=models.Q(models.Q(('unit', 'percent'), _negated=True), ('target__lte', 100), _connector='OR'), name='a_share_is_at_most_a_hundred', violation_error_message='A percentage is at most 100.'), models.CheckConstraint(condition=models.Q(models.Q(('window', 'custom'), _negated=True), models.Q(('window_text', ''), _negated=True), _connector='OR'), name='a_window_of_ones_own_is_described', violation_error_message='Describe the coverage window.'), models.CheckConstraint(condition=models.Q(('valid_to', None), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='a_term_ends_after_it_begins', violation_error_message='A term cannot end before it begins.')],
            },
        ),
        migrations.CreateModel(
            name='TermBacking',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=brm.core.clock.now, editable=False, verbose_name='created')),
                ('updated_at', models.DateTimeField(default=brm.core.clock.now, editable=False, verbose_name='changed')),
                ('verdict', models.CharField(choices=[('stricter', 'Stricter'), ('equal', 'Equal'), ('looser', 'Looser'), ('not_comparable', 'Not comparable')], max_length=16, verbose_name='comparison')),
                ('margin', models.DecimalField(blank=True, decimal_places=4, max_digits=9, null=True, verbose_name='margin')),
                ('checked_at', models.DateTimeField(default=brm.core.clock.now, verbose_name='compared')),
                ('flagged_at', models.DateTimeField(blank=True, null=True, verbose_name='flagged')),
                ('backing', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='backs', to='catalogue.term', verbose_name='backed by')),
                ('term', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='backings', to='catalogue.term', verbose_name='term')),
            ],
            options={
                'verbose_name': 'backing of a term',
                'verbose_name_plural': 'backings of terms',
                'ordering': ['id'],
                'indexes': [models.Index(condition=models.Q(('flagged_at__isnull', False)), fields=['flagged_at'], name='backing_flagged_idx')],
                'constraints': [models.UniqueConstraint(fields=('term', 'backing'), name='a_term_backs_another_once'), models.CheckConstraint(condition=models.Q(('term', models.F('backing')), _negated=True), name='a_term_does_not_back_itself'), models.CheckConstraint(condition=models.Q(('verdict__in', ['stricter', 'equal', 'looser', 'not_comparable'])), name='backing_verdict_is_known')],
            },
        ),
        migrations.CreateModel(
            name='Metric',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=brm.core.clock.now, editable=False, verbose_name='created')),
                ('updated_at', models.DateTimeField(default=brm.core.clock.now, editable=False, verbose_name='changed')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('name_zh', models.CharField(blank=True, max_length=120, verbose_name='name in Chinese')),
                ('name_en', models.CharField(blank=True, max_length=120, verbose_name='name in English')),
                ('archived_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='archived')),
                ('code', models.CharField(max_length=40, unique=True, verbose_name='code')),
                ('unit', models.CharField(choices=[('minutes', 'minutes'), ('hours', 'hours'), ('working_hours', 'working hours'), ('days', 'days'), ('working_days', 'working days'), ('percent', '%'), ('count', 'times'), ('hours_per_week', 'hours a week'), ('points', 'points')], max_length=16, verbose_name='unit')),
                ('direction', models.CharField(choices=[('lower', 'Lower is stricter'), ('higher', 'Higher is stricter')], max_length=8, verbose_name='direction')),
                ('position', models.PositiveSmallIntegerField(default=100, verbose_name='position')),
            ],
            options={
                'verbose_name': 'metric',
                'verbose_name_plural': 'metrics',
                'ordering': ['position', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('name_zh', ''), _negated=True), models.Q(('name_en', ''), _negated=True), _connector='OR'), name='a_metric_has_a_name', violation_error_message='Give it a name in at least one language.'), models.CheckConstraint(condition=models.Q(('unit__in', ['minutes', 'hours', 'working_hours', 'days', 'working_days', 'percent', 'count', 'hours_per_week', 'points'])), name='metric_unit_is_known'), models.CheckConstraint(condition=models.Q(('direction__in', ['lower', 'higher'])), name='metric_direction_is_known')],
            },
        ),
        migrations.CreateModel(
            name='RiskDecision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=brm.core.clock.now, editable=False, verbose_name='created')),
                ('updated_at', models.DateTimeField(default=brm.core.clock.now, editable=False, verbose_name='changed')),
                ('answer', models.CharField(choices=[('accepted', 'Accepted'), ('declined', 'Not accepted')], max_length=8, verbose_name='answer')),
                ('decided_on', models.DateField(verbose_name='decided on')),
                ('words', models.TextField(blank=True, verbose_name='in their words')),
                ('superseded_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('contact', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='risk_decisions', to='parties.contact', verbose_name='decided by')),
                ('recorded_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('relationship', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='risk_decisions', to='parties.relationship', verbose_name='relationship')),
                ('note', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='catalogue.servicenote', verbose_name='risk')),
            ],
            options={
                'verbose_name': 'decision about a risk',
                'verbose_name_plural': 'decisions about risks',
                'ordering': ['-decided_on', '-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('answer__in', ['accepted', 'declined'])), name='risk_answer_is_known'), models.UniqueConstraint(condition=models.Q(('superseded_at', None)), fields=('note', 'relationship'), name='one_standing_decision_per_risk_and_customer')],
            },
        ),
        migrations.CreateModel(
            name='ServiceCategory',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=brm.core.clock.now, editable=False, verbose_name='created')),
                ('updated_at', models.DateTimeField(default=brm.core.clock.now, editable=False, verbose_name='changed')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('name_zh', models.CharField(blank=True, max_length=120, verbose_name='name in Chinese')),
                ('name_en', models.CharField(blank=True, max_length=120, verbose_name='name in English')),
                ('archived_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='archived')),
                ('position', models.PositiveSmallIntegerField(default=100, verbose_name='position')),
            ],
            options={
                'verbose_name': 'service category',
                'verbose_name_plural': 'service categories',
                'ordering': ['position', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('name_zh', ''), _negated=True), models.Q(('name_en', ''), _negated=True), _connector='OR'), name='a_service_category_has_a_name', violation_error_message='Give it a name in at least one language.')],
            },
        ),
        migrations.CreateModel(
            name='Service',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=brm.core.clock.now, editable=False, verbose_name='created')),
                ('updated_at', models.DateTimeField(default=brm.core.clock.now, editable=False, verbose_name='changed')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('code', models.CharField(max_length=40, unique=True, verbose_name='code')),
                ('name_zh', models.CharField(blank=True, max_length=120, verbose_name='name in Chinese')),
                ('name_en', models.CharField(blank=True, max_length=120, verbose_name='name in English')),
                ('archived_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='archived')),
                ('description_en', models.TextField(blank=True, verbose_name='description in English')),
                ('description_zh', models.TextField(blank=True, verbose_name='description in Chinese')),
                ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='services', to=settings.AUTH_USER_MODEL, verbose_name='service owner')),
                ('category', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='services', to='catalogue.servicecategory', verbose_name='category')),
            ],
            options={
                'verbose_name': 'service',
                'verbose_name_plural': 'services',
                'ordering': ['code'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('name_zh', ''), _negated=True), models.Q(('name_en', ''), _negated=True), _connector='OR'), name='a_service_has_a_name', violation_error_message='Give it a name in at least one language.')],
            },
        ),
        migrations.AddField(
            model_name='servicenote',
            name='service',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notes', to='catalogue.service', verbose_name='service'),
        ),
        migrations.AddField(
            model_name='serviceview',
            name='service',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='views', to='catalogue.service'),
        ),
        migrations.AddField(
            model_name='term',
            name='metric',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='terms', to='catalogue.metric', verbose_name='metric'),
        ),
        migrations.AddField(
            model_name='term',
            name='service',
            field=models.ForeignKey(blank=True, help_text='Empty: it holds for everything the agreement covers.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='terms', to='catalogue.service', verbose_name='service'),
        ),
        migrations.AddConstraint(
            model_name='servicenote',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['risk', 'constraint'])), name='service_note_kind_is_known'),
        ),
        migrations.AddConstraint(
            model_name='servicenote',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('text_zh', ''), _negated=True), models.Q(('text_en', ''), _negated=True), _connector='OR'), name='a_service_note_says_what_it_is', violation_error_message='Say what the risk or constraint is, in at least one language.'),
        ),
        migrations.AddConstraint(
            model_name='serviceview',
            constraint=models.UniqueConstraint(fields=('service', 'audience'), name='one_view_per_service_and_audience'),
        ),
    ]
