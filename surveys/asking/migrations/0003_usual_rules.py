"""Two rules to begin with, not in force: somebody decides first that customers are to be asked (Q-01, C-13)."""

from django.db import migrations

from brm.core import clock

USUAL = (("After a service event", "service_event", 10), ("After a complaint", "complaint", 20))


def add(apps, schema_editor):
    questionnaires = apps.get_model("questionnaires", "Questionnaire").objects
    questionnaire = questionnaires.filter(name="After a service event").first()
    if questionnaire is None:
        return
    now = clock.now()
    for name, source, place in USUAL:
        apps.get_model("asking", "SurveyRule").objects.get_or_create(
            name=name,
            defaults={
                "source": source, "questionnaire": questionnaire, "place": place, "created_at": now, "updated_at": now,
            },
        )  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("asking", "0001_squashed"), ("questionnaires", "0003_usual_questionnaires")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
