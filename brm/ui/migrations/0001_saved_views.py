import brm.core.clock
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0001_squashed'),
        ('accounts', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='SavedView',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=brm.core.clock.now, editable=False, verbose_name='created')),
                ('updated_at', models.DateTimeField(default=brm.core.clock.now, editable=False, verbose_name='changed')),
                ('page', models.CharField(max_length=80, verbose_name='page')),
                ('title', models.CharField(max_length=60, verbose_name='name')),
                ('filters', models.JSONField(blank=True, default=dict, verbose_name='filters')),
                ('columns', models.JSONField(blank=True, default=list, verbose_name='columns')),
                ('sort', models.CharField(blank=True, max_length=60, verbose_name='order')),
                ('sharing', models.CharField(choices=[('nobody', 'Only me'), ('team', 'My team'), ('everyone', 'Everyone')], default='nobody', max_length=8, verbose_name='for')),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='saved_views', to=settings.AUTH_USER_MODEL)),
                ('pinned_by', models.ManyToManyField(blank=True, related_name='pinned_views', to=settings.AUTH_USER_MODEL)),
                ('team', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='saved_views', to='accounts.team')),
            ],
            options={
                'verbose_name': 'saved view',
                'verbose_name_plural': 'saved views',
                'ordering': ['position', 'id'],
                'indexes': [models.Index(fields=['page', 'sharing'], name='saved_view_page_idx')],
                'constraints': [models.UniqueConstraint(fields=('owner', 'page', 'title'), name='a_view_has_its_name_once', violation_error_message='You have a view of this name already.'), models.CheckConstraint(condition=models.Q(('sharing__in', ['nobody', 'team', 'everyone'])), name='a_view_is_shared_in_a_known_way', violation_error_message='Choose who may use the view.'), models.CheckConstraint(condition=models.Q(models.Q(('sharing', 'team'), ('team__isnull', False)), models.Q(models.Q(('sharing', 'team'), _negated=True), ('team', None)), _connector='OR'), name='a_view_for_a_team_names_the_team', violation_error_message='Choose the team that may use the view.')],
            },
        ),
    ]
