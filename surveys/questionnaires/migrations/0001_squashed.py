import brm.core.clock
import django.db.models.constraints
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('questionnaires', '0001_begin'), ('questionnaires', '0002_words')]

    initial = True

    dependencies = [
        ('accounts', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='Questionnaire',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=brm.core.clock.now, editable=False, verbose_name='created')),
                ('updated_at', models.DateTimeField(default=brm.core.clock.now, editable=False, verbose_name='changed')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('purpose', models.CharField(choices=[('case', 'Case by case, about one event'), ('public', 'Public, about everything'), ('need', 'Need check, before we invest')], default='public', max_length=8, verbose_name='purpose')),
                ('archived_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='archived')),
            ],
            options={
                'verbose_name': 'questionnaire',
                'verbose_name_plural': 'questionnaires',
                'ordering': ['name', 'id'],
                'constraints': [models.UniqueConstraint(fields=('name',), name='a_questionnaire_has_its_name_once', violation_error_message='There is a questionnaire of this name.'), models.CheckConstraint(condition=models.Q(('purpose__in', ['case', 'public', 'need'])), name='questionnaire_purpose_is_known')],
            },
        ),
        migrations.CreateModel(
            name='QuestionnaireVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=brm.core.clock.now, editable=False, verbose_name='created')),
                ('updated_at', models.DateTimeField(default=brm.core.clock.now, editable=False, verbose_name='changed')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('number', models.PositiveSmallIntegerField(verbose_name='version of the questionnaire')),
                ('status', models.CharField(choices=[('draft', 'Draft'), ('published', 'Published'), ('retired', 'Retired')], default='draft', editable=False, max_length=10, verbose_name='state')),
                ('title_en', models.CharField(blank=True, max_length=160, verbose_name='title (English)')),
                ('title_zh', models.CharField(blank=True, max_length=160, verbose_name='title (Chinese)')),
                ('intro_en', models.TextField(blank=True, verbose_name='introduction (English)')),
                ('intro_zh', models.TextField(blank=True, verbose_name='introduction (Chinese)')),
                ('thanks_en', models.TextField(blank=True, verbose_name='thanks (English)')),
                ('thanks_zh', models.TextField(blank=True, verbose_name='thanks (Chinese)')),
                ('published_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='published')),
                ('retired_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='retired')),
                ('published_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('questionnaire', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='questionnaires.questionnaire')),
            ],
            options={
                'verbose_name': 'version of a questionnaire',
                'verbose_name_plural': 'versions of questionnaires',
                'ordering': ['questionnaire_id', '-number'],
                'constraints': [models.UniqueConstraint(fields=('questionnaire', 'number'), name='a_version_number_is_given_once'), models.UniqueConstraint(condition=models.Q(('status', 'draft')), fields=('questionnaire',), name='a_questionnaire_has_one_draft', violation_error_message='There is a draft already. Go on with it.'), models.UniqueConstraint(condition=models.Q(('status', 'published')), fields=('questionnaire',), name='a_questionnaire_has_one_published_version'), models.CheckConstraint(condition=models.Q(('status__in', ['draft', 'published', 'retired'])), name='version_status_is_known'), models.CheckConstraint(condition=models.Q(('status', 'draft'), ('published_at__isnull', False), _connector='OR'), name='what_is_not_a_draft_was_published')],
            },
        ),
        migrations.CreateModel(
            name='Question',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(verbose_name='place')),
                ('code', models.SlugField(db_index=False, max_length=40, verbose_name='code')),
                ('type', models.CharField(choices=[('scale', 'Scale with words at its ends'), ('ten', '0 to 10'), ('choice', 'One of several'), ('multiple', 'Any of several'), ('matrix', 'Several lines on one scale'), ('text', 'In their own words'), ('consent', 'Consent')], max_length=10, verbose_name='type of answer')),
                ('text_en', models.CharField(blank=True, max_length=400, verbose_name='question (English)')),
                ('text_zh', models.CharField(blank=True, max_length=400, verbose_name='question (Chinese)')),
                ('hint_en', models.CharField(blank=True, max_length=300, verbose_name='hint (English)')),
                ('hint_zh', models.CharField(blank=True, max_length=300, verbose_name='hint (Chinese)')),
                ('is_required', models.BooleanField(default=False, verbose_name='must be answered')),
                ('factor', models.CharField(blank=True, choices=[('quality', 'Quality'), ('risk', 'Risk and compliance'), ('price', 'Price and cost'), ('design', 'Design and convenience'), ('compatibility', 'Compatibility and interfaces'), ('information', 'Information, transparency, fairness'), ('control', 'Control'), ('social', 'Social responsibility')], max_length=14, verbose_name='factor of experience')),
                ('measure', models.CharField(blank=True, choices=[('', 'Nothing of its own'), ('csat', 'Satisfaction (CSAT)'), ('nps', 'Recommendation (NPS)'), ('ces', 'Effort (CES)'), ('stay', 'Intent to stay')], max_length=4, verbose_name='measures')),
                ('low', models.SmallIntegerField(default=1, verbose_name='scale from')),
                ('high', models.SmallIntegerField(default=5, verbose_name='scale to')),
                ('low_label_en', models.CharField(blank=True, max_length=60, verbose_name='word at the low end (English)')),
                ('low_label_zh', models.CharField(blank=True, max_length=60, verbose_name='word at the low end (Chinese)')),
                ('high_label_en', models.CharField(blank=True, max_length=60, verbose_name='word at the high end (English)')),
                ('high_label_zh', models.CharField(blank=True, max_length=60, verbose_name='word at the high end (Chinese)')),
                ('options', models.JSONField(blank=True, default=list, verbose_name='answers to choose from')),
                ('lines', models.JSONField(blank=True, default=list, verbose_name='lines')),
                ('show_if', models.JSONField(blank=True, default=dict, verbose_name='shown if')),
                ('version', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='questions', to='questionnaires.questionnaireversion')),
            ],
            options={
                'verbose_name': 'question',
                'verbose_name_plural': 'questions',
                'ordering': ['version_id', 'position'],
                'constraints': [models.UniqueConstraint(fields=('version', 'code'), name='a_question_code_is_used_once', violation_error_message='Another question has this code.'), models.UniqueConstraint(deferrable=django.db.models.constraints.Deferrable['DEFERRED'], fields=('version', 'position'), name='questions_stand_one_after_another'), models.CheckConstraint(condition=models.Q(('type__in', ['scale', 'ten', 'choice', 'multiple', 'matrix', 'text', 'consent'])), name='question_type_is_known'), models.CheckConstraint(condition=models.Q(('high__gt', models.F('low'))), name='a_scale_rises', violation_error_message='The scale ends above where it begins.'), models.CheckConstraint(condition=models.Q(models.Q(('measure', 'nps'), _negated=True), ('type', 'ten'), _connector='OR'), name='recommendation_is_asked_from_0_to_10', violation_error_message='Recommendation (NPS) is asked from 0 to 10.')],
            },
        ),
        migrations.CreateModel(
            name='LibraryQuestion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=brm.core.clock.now, editable=False, verbose_name='created')),
                ('updated_at', models.DateTimeField(default=brm.core.clock.now, editable=False, verbose_name='changed')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('type', models.CharField(choices=[('scale', 'Scale with words at its ends'), ('ten', '0 to 10'), ('choice', 'One of several'), ('multiple', 'Any of several'), ('matrix', 'Several lines on one scale'), ('text', 'In their own words'), ('consent', 'Consent')], max_length=10, verbose_name='type of answer')),
                ('text_en', models.CharField(blank=True, max_length=400, verbose_name='question (English)')),
                ('text_zh', models.CharField(blank=True, max_length=400, verbose_name='question (Chinese)')),
                ('hint_en', models.CharField(blank=True, max_length=300, verbose_name='hint (English)')),
                ('hint_zh', models.CharField(blank=True, max_length=300, verbose_name='hint (Chinese)')),
                ('factor', models.CharField(blank=True, choices=[('quality', 'Quality'), ('risk', 'Risk and compliance'), ('price', 'Price and cost'), ('design', 'Design and convenience'), ('compatibility', 'Compatibility and interfaces'), ('information', 'Information, transparency, fairness'), ('control', 'Control'), ('social', 'Social responsibility')], max_length=14, verbose_name='factor of experience')),
                ('measure', models.CharField(blank=True, choices=[('', 'Nothing of its own'), ('csat', 'Satisfaction (CSAT)'), ('nps', 'Recommendation (NPS)'), ('ces', 'Effort (CES)'), ('stay', 'Intent to stay')], max_length=4, verbose_name='measures')),
                ('low', models.SmallIntegerField(default=1, verbose_name='scale from')),
                ('high', models.SmallIntegerField(default=5, verbose_name='scale to')),
                ('low_label_en', models.CharField(blank=True, max_length=60, verbose_name='word at the low end (English)')),
                ('low_label_zh', models.CharField(blank=True, max_length=60, verbose_name='word at the low end (Chinese)')),
                ('high_label_en', models.CharField(blank=True, max_length=60, verbose_name='word at the high end (English)')),
                ('high_label_zh', models.CharField(blank=True, max_length=60, verbose_name='word at the high end (Chinese)')),
                ('options', models.JSONField(blank=True, default=list, verbose_name='answers to choose from')),
                ('lines', models.JSONField(blank=True, default=list, verbose_name='lines')),
                ('code', models.SlugField(db_index=False, max_length=40, verbose_name='code')),
                ('archived_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='archived')),
            ],
            options={
                'verbose_name': 'question of the library',
                'verbose_name_plural': 'question library',
                'ordering': ['factor', 'code'],
                'constraints': [models.UniqueConstraint(fields=('code',), name='a_library_code_is_used_once', violation_error_message='Another question has this code.'), models.CheckConstraint(condition=models.Q(('type__in', ['scale', 'ten', 'choice', 'multiple', 'matrix', 'text', 'consent'])), name='library_question_type_is_known'), models.CheckConstraint(condition=models.Q(('high__gt', models.F('low'))), name='a_library_scale_rises', violation_error_message='The scale ends above where it begins.')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='question',
            trigger=pgtrigger.compiler.Trigger(name='a_published_question_stays', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE kept integer;', func='SELECT count(*) INTO kept FROM questionnaires_questionnaireversion v WHERE v.status <> \'draft\' AND v.id IN (CASE WHEN TG_OP <> \'DELETE\' THEN NEW.version_id END, CASE WHEN TG_OP <> \'INSERT\' THEN OLD.version_id END);IF kept > 0 THEN RAISE EXCEPTION \'violates check constraint "a_published_question_stays"\' USING ERRCODE = \'check_violation\', CONSTRAINT = \'a_published_question_stays\'; END IF; IF TG_OP = \'DELETE\' THEN RETURN OLD; END IF; RETURN NEW;', hash='aa6b5dc422f63beae5bcaf7e684e66124c1c97ce', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_a_published_question_stays_4c80d', table='questionnaires_question', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='questionnaireversion',
            trigger=pgtrigger.compiler.Trigger(name='a_published_version_stays', sql=pgtrigger.compiler.UpsertTriggerSql(func='IF OLD.status <> \'draft\' THEN IF TG_OP = \'DELETE\' THEN RAISE EXCEPTION \'violates check constraint "a_published_version_stays"\' USING ERRCODE = \'check_violation\', CONSTRAINT = \'a_published_version_stays\'; ELSIF NEW.status = \'draft\' OR NEW.title_en IS DISTINCT FROM OLD.title_en OR NEW.title_zh IS DISTINCT FROM OLD.title_zh OR NEW.intro_en IS DISTINCT FROM OLD.intro_en OR NEW.intro_zh IS DISTINCT FROM OLD.intro_zh OR NEW.thanks_en IS DISTINCT FROM OLD.thanks_en OR NEW.thanks_zh IS DISTINCT FROM OLD.thanks_zh OR NEW.number IS DISTINCT FROM OLD.number OR NEW.questionnaire_id IS DISTINCT FROM OLD.questionnaire_id THEN RAISE EXCEPTION \'violates check constraint "a_published_version_stays"\' USING ERRCODE = \'check_violation\', CONSTRAINT = \'a_published_version_stays\'; END IF; END IF; IF TG_OP = \'DELETE\' THEN RETURN OLD; END IF; RETURN NEW;', hash='bad95438b3f324c296324d01d88c26e681f4bf90', operation='UPDATE OR DELETE', pgid='pgtrigger_a_published_version_stays_31454', table='questionnaires_questionnaireversion', when='BEFORE')),
        ),
    ]
