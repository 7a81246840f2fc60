import brm.core.clock
import brm.inbound.models.mail
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('inbound', '0001_mails'), ('inbound', '0002_words')]

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('parties', '0001_squashed'),
    ]

    operations = [
        migrations.CreateModel(
            name='Mailbox',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=300, unique=True, verbose_name='mailbox')),
                ('uid_validity', models.BigIntegerField(blank=True, null=True)),
                ('last_uid', models.BigIntegerField(default=0)),
                ('leased_until', models.DateTimeField(blank=True, null=True)),
                ('next_poll_at', models.DateTimeField(default=brm.core.clock.now)),
                ('polled_at', models.DateTimeField(blank=True, null=True, verbose_name='last read')),
                ('failing_since', models.DateTimeField(blank=True, null=True, verbose_name='not reached since')),
                ('trouble', models.TextField(blank=True, verbose_name="the server's answer")),
            ],
            options={
                'verbose_name': 'mailbox',
                'verbose_name_plural': 'mailboxes',
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='InboundMail',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('way', models.CharField(choices=[('imap', 'Mailbox'), ('webhook', 'Mail service')], max_length=8, verbose_name='way')),
                ('delivery', models.CharField(blank=True, max_length=100)),
                ('message_id', models.CharField(max_length=255, verbose_name='Message-ID')),
                ('fingerprint', models.CharField(max_length=64)),
                ('arrived_at', models.DateTimeField(default=brm.core.clock.now, verbose_name='arrived')),
                ('sender', models.CharField(blank=True, max_length=254, verbose_name='sender')),
                ('sender_name', models.CharField(blank=True, max_length=120, verbose_name='name')),
                ('title', models.CharField(blank=True, max_length=200, verbose_name='subject')),
                ('text', models.TextField(blank=True, verbose_name='text')),
                ('files', models.JSONField(blank=True, default=list, verbose_name='files')),
                ('raw', models.FileField(blank=True, max_length=200, upload_to=brm.inbound.models.mail._place)),
                ('size', models.PositiveBigIntegerField(default=0, verbose_name='size')),
                ('state', models.CharField(choices=[('waiting', 'Being looked at'), ('delivered', 'Delivered'), ('quarantined', 'Kept aside'), ('ignored', 'Left alone'), ('discarded', 'Discarded')], default='waiting', max_length=12, verbose_name='state')),
                ('reason', models.CharField(blank=True, choices=[('', ''), ('no_address', 'It was not sent to an address of ours for answers.'), ('forged_address', 'The address it was sent to was made up or damaged.'), ('thread_gone', 'Nothing of this kind can be answered by mail any more.'), ('contact_gone', 'The contact whom the address was given to has left.'), ('other_sender', 'Somebody else wrote than the contact whom the address was given to.'), ('ambiguous_sender', 'It does not name exactly one sender.'), ('not_checked', 'No mail server is trusted to check senders (INBOUND_TRUSTED_HOST).'), ('not_authenticated', 'Our mail server could not confirm the sender’s domain.'), ('spoofed', 'Our mail server says that the sender is forged.'), ('repeated', 'Another mail with the same Message-ID but other words came before.'), ('empty', 'There is nothing new in it: no words, no file we keep.'), ('flood', 'The contact sent very many mails within an hour.'), ('refused', 'What it answers did not take it.'), ('unreadable', 'It could not be read.'), ('too_large', 'It is too large. It was left in the mailbox.'), ('trouble', 'It could not be delivered after several tries.'), ('bounce', 'A mail of ours came back.'), ('auto_reply', 'An automatic answer, such as an absence notice.'), ('bulk', 'A mailing or a list, not somebody’s answer.'), ('loop', 'Our own mail came back to us.')], max_length=20, verbose_name='why')),
                ('detail', models.TextField(blank=True, verbose_name='in detail')),
                ('checked', models.CharField(blank=True, max_length=300, verbose_name='said by our mail server')),
                ('next_try_at', models.DateTimeField(blank=True, default=brm.core.clock.now, null=True)),
                ('tries', models.PositiveSmallIntegerField(default=0)),
                ('thread', models.CharField(blank=True, max_length=12, verbose_name='belongs to')),
                ('subject_id', models.BigIntegerField(blank=True, null=True)),
                ('url', models.CharField(blank=True, max_length=500)),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='decided')),
                ('contact', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='inbound_mails', to='parties.contact', verbose_name='contact')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by')),
            ],
            options={
                'verbose_name': 'mail that came in',
                'verbose_name_plural': 'mails that came in',
                'ordering': ['-arrived_at', '-id'],
                'indexes': [models.Index(condition=models.Q(('next_try_at__isnull', False)), fields=['next_try_at'], name='inbound_due_idx'), models.Index(fields=['-arrived_at', '-id'], name='inbound_arrived_idx'), models.Index(fields=['state', '-arrived_at', '-id'], name='inbound_state_idx'), models.Index(fields=['contact', 'arrived_at'], name='inbound_contact_idx')],
                'constraints': [models.UniqueConstraint(fields=('message_id', 'fingerprint'), name='a_mail_is_taken_in_once'), models.UniqueConstraint(condition=models.Q(('delivery', ''), _negated=True), fields=('delivery',), name='a_service_hands_a_mail_in_once'), models.CheckConstraint(condition=models.Q(('way__in', ['imap', 'webhook'])), name='inbound_way_is_known'), models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'delivered', 'quarantined', 'ignored', 'discarded'])), name='inbound_state_is_known'), models.CheckConstraint(condition=models.Q(('reason__in', ['', 'no_address', 'forged_address', 'thread_gone', 'contact_gone', 'other_sender', 'ambiguous_sender', 'not_checked', 'not_authenticated', 'spoofed', 'repeated', 'empty', 'flood', 'refused', 'unreadable', 'too_large', 'trouble', 'bounce', 'auto_reply', 'bulk', 'loop'])), name='inbound_reason_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('next_try_at__isnull', False), ('state', 'waiting')), models.Q(models.Q(('state', 'waiting'), _negated=True), ('next_try_at__isnull', True)), _connector='OR'), name='only_a_waiting_mail_is_tried_again'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['quarantined', 'ignored']), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='a_mail_not_delivered_says_why'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'delivered'), _negated=True), ('contact__isnull', False), _connector='OR'), name='a_delivered_mail_has_its_contact')],
            },
        ),
    ]
