"""What agreements usually promise, to begin with; administrators add their own."""

from django.db import migrations

METRICS = (
    ("response_time", "响应时间", "Response time", "minutes", "lower"),
    ("resolution_time", "解决时间", "Resolution time", "hours", "lower"),
    ("recovery_time", "恢复时间目标 (RTO)", "Recovery time (RTO)", "hours", "lower"),
    ("arrival_time", "到场时间", "Arrival on site", "hours", "lower"),
    ("availability", "可用率", "Availability", "percent", "higher"),
    ("kept_on_time", "按时达标率", "Kept in time", "percent", "higher"),
    ("first_fix", "一次解决率", "Fixed at first contact", "percent", "higher"),
    ("coverage", "服务覆盖时长", "Hours of coverage", "hours_per_week", "higher"),
    ("inspections", "年巡检次数", "Inspections a year", "count", "higher"),
    ("satisfaction", "满意度", "Satisfaction", "points", "higher"),
    ("report_delay", "报告提交时限", "Report delivered within", "working_days", "lower"),
)


def add(apps, schema_editor):
    metric = apps.get_model("catalogue", "Metric")
    for position, (code, chinese, english, unit, direction) in enumerate(METRICS, start=1):
        metric.objects.get_or_create(
            code=code,
            defaults={
                "name_zh": chinese, "name_en": english, "unit": unit, "direction": direction, "position": position * 10,
            },
        )  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0001_squashed")]

    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
