"""Beat's door to the sweeps of attention."""

from celery import shared_task

from brm.attention import sweeps


@shared_task(name="attention.sweep", ignore_result=True)
def sweep_attention() -> None:
    sweeps.call_due_reviews()
    sweeps.raise_unanswered()
