"""Beat's door to the sweep of feedback."""

from celery import shared_task

from surveys.feedback.domain import sweeps


@shared_task(name="feedback.sweep", ignore_result=True)
def sweep_feedback() -> None:
    sweeps.sweep_feedback()
