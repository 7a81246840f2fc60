import brm.core.clock
import brm.documents.models
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('documents', '0001_initial'), ('documents', '0002_initial'), ('documents', '0003_brought_by_contacts')]

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('parties', '0001_squashed'),
    ]

    operations = [
        migrations.CreateModel(
            name='Document',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=brm.core.clock.now, editable=False, verbose_name='created')),
                ('updated_at', models.DateTimeField(default=brm.core.clock.now, editable=False, verbose_name='changed')),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('file', models.FileField(max_length=200, upload_to=brm.documents.models._place, verbose_name='file')),
                ('original_name', models.CharField(max_length=255)),
                ('size', models.PositiveBigIntegerField(verbose_name='size')),
                ('sha256', models.CharField(max_length=64)),
                ('mime', models.CharField(max_length=100, verbose_name='type')),
                ('subject_type', models.CharField(blank=True, max_length=60)),
                ('subject_id', models.BigIntegerField(blank=True, null=True)),
                ('shared_with_customer', models.BooleanField(default=False, verbose_name='shown to the customer')),
                ('archived_at', models.DateTimeField(blank=True, null=True, verbose_name='archived')),
                ('relationship', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='documents', to='parties.relationship')),
                ('uploaded_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('uploaded_contact', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.contact')),
            ],
            options={
                'verbose_name': 'document',
                'verbose_name_plural': 'documents',
                'ordering': ['-created_at', '-id'],
                'indexes': [models.Index(fields=['relationship', '-created_at', '-id'], name='document_rel_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(('size__gt', 0)), name='a_document_is_not_empty'), models.CheckConstraint(condition=models.Q(('uploaded_by__isnull', False), ('uploaded_contact__isnull', False), _connector='OR'), name='somebody_brought_the_document')],
            },
        ),
    ]
