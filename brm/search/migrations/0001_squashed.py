import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.text
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('search', '0001_index'), ('search', '0002_seen_by')]

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('parties', '0001_squashed'),
    ]

    operations = [
        migrations.RunSQL(
            sql="\nCREATE FUNCTION brm_bigrams(t text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT\nRETURN string_to_array(\n    regexp_replace(t, '(..)', E'\\\\1\\x1f', 'g') || E'\\x1f' || regexp_replace(substr(t, 2), '(..)', E'\\\\1\\x1f', 'g'),\n    E'\\x1f'\n)\n",
            reverse_sql='DROP FUNCTION brm_bigrams(text)',
        ),
        migrations.CreateModel(
            name='SearchEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=24)),
                ('object_id', models.BigIntegerField()),
                ('variant', models.CharField(blank=True, max_length=24)),
                ('title', models.CharField(max_length=300)),
                ('subtitle', models.CharField(blank=True, max_length=300)),
                ('search_text', models.TextField()),
                ('at', models.DateTimeField()),
                ('organisation', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='parties.organisation')),
                ('relationship', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='parties.relationship')),
                ('seen_by', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, size=None)),
            ],
            options={
                'verbose_name': 'search entry',
                'verbose_name_plural': 'search entries',
                'indexes': [models.Index(django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Left('search_text', 60), name='text_pattern_ops'), name='search_prefix_idx'), models.Index(fields=['kind', '-at', '-id'], name='search_newest_idx'), django.contrib.postgres.indexes.GinIndex(models.Func(models.F('search_text'), function='brm_bigrams', output_field=django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None)), models.F('seen_by'), name='search_words_and_eyes_idx')],
                'constraints': [models.UniqueConstraint(fields=('kind', 'object_id'), name='a_record_is_indexed_once')],
            },
        ),
    ]
