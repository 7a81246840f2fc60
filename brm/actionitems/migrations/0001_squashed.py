import brm.core.clock
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('actionitems', '0001_initial'), ('actionitems', '0002_initial')]

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('parties', '0001_squashed'),
    ]

    operations = [
        migrations.CreateModel(
            name='ActionItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=brm.core.clock.now, editable=False, verbose_name='created')),
                ('updated_at', models.DateTimeField(default=brm.core.clock.now, editable=False, verbose_name='changed')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('title', models.CharField(max_length=200, verbose_name='what')),
                ('detail', models.TextField(blank=True, verbose_name='detail')),
                ('side', models.CharField(choices=[('ours', 'We promised'), ('theirs', 'They promised')], default='ours', max_length=8, verbose_name='side')),
                ('due_on', models.DateField(verbose_name='due')),
                ('priority', models.CharField(choices=[('high', 'High'), ('normal', 'Normal'), ('low', 'Low')], default='normal', max_length=8, verbose_name='priority')),
                ('status', models.CharField(choices=[('open', 'Open'), ('in_progress', 'In progress'), ('done', 'Done'), ('verified', 'Verified'), ('dropped', 'Dropped')], default='open', max_length=12, verbose_name='state')),
                ('done_at', models.DateTimeField(blank=True, null=True, verbose_name='done')),
                ('drop_reason', models.TextField(blank=True, verbose_name='why dropped')),
                ('visible_to_customer', models.BooleanField(default=False, verbose_name='shown to the customer')),
                ('remind_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('late_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('counterpart', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='action_items', to='parties.contact', verbose_name='their person')),
                ('created_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='action_items', to=settings.AUTH_USER_MODEL, verbose_name='owner')),
                ('relationship', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='action_items', to='parties.relationship', verbose_name='relationship')),
            ],
            options={
                'verbose_name': 'action item',
                'verbose_name_plural': 'action items',
                'ordering': ['due_on', 'id'],
                'indexes': [models.Index(condition=models.Q(('status__in', ('open', 'in_progress'))), fields=['owner', 'due_on', 'id'], name='action_item_mine_idx'), models.Index(fields=['relationship', 'due_on', 'id'], name='action_item_rel_idx'), models.Index(condition=models.Q(('remind_at__isnull', False)), fields=['remind_at'], name='action_item_remind_idx'), models.Index(condition=models.Q(('late_at__isnull', False)), fields=['late_at'], name='action_item_late_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(('status__in', ['open', 'in_progress', 'done', 'verified', 'dropped'])), name='action_item_status_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'dropped'), _negated=True), models.Q(('drop_reason', ''), _negated=True), _connector='OR'), name='a_dropped_action_item_has_a_reason'), models.CheckConstraint(condition=models.Q(models.Q(('status__in', ['done', 'verified']), _negated=True), ('done_at__isnull', False), _connector='OR'), name='a_done_action_item_has_its_moment')],
            },
        ),
    ]
