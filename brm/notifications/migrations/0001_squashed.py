import brm.core.clock
import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('notifications', '0001_outbox'), ('notifications', '0002_reply_to')]

    initial = True

    dependencies = [
        ('accounts', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='Notification',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('contact_id', models.BigIntegerField(blank=True, null=True)),
                ('relationship_id', models.BigIntegerField(blank=True, null=True)),
                ('address', models.CharField(blank=True, max_length=254, verbose_name='address')),
                ('name', models.CharField(blank=True, max_length=120, verbose_name='name')),
                ('channel', models.CharField(choices=[('inbox', 'Portal'), ('email', 'E-mail'), ('wecom', 'WeCom'), ('dingtalk', 'DingTalk'), ('feishu', 'Feishu'), ('sms', 'Text message'), ('webhook', 'Webhook')], default='inbox', max_length=10, verbose_name='way')),
                ('category', models.CharField(max_length=40, verbose_name='category')),
                ('kind', models.CharField(max_length=60, verbose_name='kind')),
                ('key', models.CharField(max_length=200)),
                ('language', models.CharField(max_length=10, verbose_name='language')),
                ('time_zone', models.CharField(max_length=64, verbose_name='time zone')),
                ('title', models.CharField(max_length=200, verbose_name='subject')),
                ('body', models.TextField(blank=True, verbose_name='text')),
                ('url', models.CharField(blank=True, max_length=500, verbose_name='link')),
                ('in_inbox', models.BooleanField(default=True, verbose_name='in the inbox')),
                ('created_at', models.DateTimeField(default=brm.core.clock.now, verbose_name='written')),
                ('read_at', models.DateTimeField(blank=True, null=True, verbose_name='read')),
                ('state', models.CharField(choices=[('none', 'No mail'), ('waiting', 'Will go'), ('held_digest', 'Held for the digest'), ('held_quiet', 'Held for quiet hours'), ('leased', 'Being sent'), ('bundled', 'Went with the digest'), ('sent', 'Sent'), ('failed', 'Refused'), ('dead', 'Given up'), ('suppressed', 'Not sent')], default='none', max_length=12, verbose_name='mail')),
                ('held_reason', models.CharField(blank=True, choices=[('', ''), ('digest', 'The person wants a daily digest.'), ('quiet', 'The person has quiet hours.'), ('unsubscribed', 'The recipient has unsubscribed.'), ('bounced', 'Earlier mails to this address came back.'), ('blocked', 'An administrator has stopped mails to this address.'), ('left', 'The account is no longer active.'), ('old', 'It waited too long to be of use as a mail.'), ('read', 'The person had read it in the portal before.'), ('stopped', 'An administrator has stopped this mail.')], max_length=12, verbose_name='held because')),
                ('not_before', models.DateTimeField(default=brm.core.clock.now, verbose_name='not before')),
                ('leased_until', models.DateTimeField(blank=True, null=True)),
                ('handed_at', models.DateTimeField(blank=True, null=True)),
                ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='attempts')),
                ('doubts', models.PositiveSmallIntegerField(default=0, verbose_name='perhaps sent twice')),
                ('last_error', models.TextField(blank=True, verbose_name="the server's answer")),
                ('sent_at', models.DateTimeField(blank=True, null=True, verbose_name='sent')),
                ('message_id', models.CharField(blank=True, max_length=120)),
                ('bundle', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='items', to='notifications.notification', verbose_name='digest')),
                ('recipient', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='notifications', to=settings.AUTH_USER_MODEL, verbose_name='recipient')),
                ('reply_to', models.CharField(blank=True, max_length=254, verbose_name='answers go to')),
            ],
            options={
                'verbose_name': 'notification',
                'verbose_name_plural': 'notifications',
                'ordering': ['-created_at', '-id'],
                'indexes': [models.Index(condition=models.Q(('in_inbox', True)), fields=['recipient', '-created_at', '-id'], name='notification_inbox_idx'), models.Index(condition=models.Q(('in_inbox', True), ('read_at__isnull', True)), fields=['recipient', '-created_at', '-id'], name='notification_unread_idx'), models.Index(condition=models.Q(('state__in', ['waiting', 'held_quiet'])), fields=['not_before', 'id'], name='notification_due_idx'), models.Index(condition=models.Q(('state', 'held_digest')), fields=['not_before', 'recipient'], name='notification_digest_idx'), models.Index(condition=models.Q(('state', 'leased')), fields=['leased_until'], name='notification_leased_idx'), models.Index(condition=models.Q(('state', 'none'), _negated=True), fields=['state', '-id'], name='notification_outbox_idx'), models.Index(django.db.models.functions.text.Lower('address'), models.OrderBy(models.F('id'), descending=True), condition=models.Q(('state', 'none'), _negated=True), name='notification_address_idx'), models.Index(condition=models.Q(('contact_id__isnull', False)), fields=['contact_id', '-id'], name='notification_contact_idx'), models.Index(condition=models.Q(('doubts__gt', 0)), fields=['id'], name='notification_doubt_idx'), models.Index(condition=models.Q(('message_id', ''), _negated=True), fields=['message_id'], name='notification_message_idx')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('recipient__isnull', False)), fields=('recipient', 'key'), name='a_person_is_told_once_per_key'), models.UniqueConstraint(models.F('key'), django.db.models.functions.text.Lower('address'), condition=models.Q(('recipient__isnull', True)), name='an_address_is_told_once_per_key'), models.CheckConstraint(condition=models.Q(('channel__in', ['inbox', 'email', 'wecom', 'dingtalk', 'feishu', 'sms', 'webhook'])), name='notification_channel_is_known'), models.CheckConstraint(condition=models.Q(('state__in', ['none', 'waiting', 'held_digest', 'held_quiet', 'leased', 'bundled', 'sent', 'failed', 'dead', 'suppressed'])), name='notification_mail_state_is_known'), models.CheckConstraint(condition=models.Q(('recipient__isnull', False), models.Q(('address', ''), _negated=True), _connector='OR'), name='a_notification_has_somebody_to_go_to'), models.CheckConstraint(condition=models.Q(models.Q(('leased_until__isnull', False), ('state', 'leased')), models.Q(models.Q(('state', 'leased'), _negated=True), ('leased_until__isnull', True)), _connector='OR'), name='only_a_leased_mail_has_a_lease'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'sent'), _negated=True), ('sent_at__isnull', False), _connector='OR'), name='a_sent_mail_has_its_moment')],
            },
        ),
        migrations.CreateModel(
            name='Attachment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('filename', models.CharField(max_length=120, verbose_name='file name')),
                ('mime', models.CharField(max_length=120)),
                ('content', models.BinaryField()),
                ('notification', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attachments', to='notifications.notification')),
            ],
            options={
                'verbose_name': 'attachment',
                'verbose_name_plural': 'attachments',
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='Suppression',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('address', models.EmailField(max_length=254, verbose_name='address')),
                ('reason', models.CharField(choices=[('unsubscribed', 'Unsubscribed'), ('bounced', 'Mails came back'), ('blocked', 'Stopped by an administrator')], max_length=16, verbose_name='reason')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='note')),
                ('since', models.DateTimeField(default=brm.core.clock.now, verbose_name='since')),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
            ],
            options={
                'verbose_name': 'stopped address',
                'verbose_name_plural': 'stopped addresses',
                'ordering': ['-id'],
                'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('address'), name='an_address_is_stopped_once', violation_error_message='Mails to this address are stopped already.'), models.CheckConstraint(condition=models.Q(('reason__in', ['unsubscribed', 'bounced', 'blocked'])), name='suppression_reason_is_known')],
            },
        ),
    ]
