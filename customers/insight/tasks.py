"""Beat's door to the sweeps over what is known of customers."""

from celery import shared_task

from customers.insight.domain.channels import count_missed_answers, refresh_channel_alerts
from customers.insight.domain.signals import show_signals


@shared_task(name="insight.count_missed_answers", ignore_result=True)
def count_missed_answers_of_points() -> None:
    count_missed_answers()


@shared_task(name="insight.look_around", ignore_result=True)
def look_around() -> None:
    """What changes without our verbs: needs nobody looked at, stakeholders who come and go."""
    show_signals()
    refresh_channel_alerts()
