"""What beat asks of the API."""

from celery import shared_task

from brm.api.domain import calls


@shared_task(name="api.forget_calls", ignore_result=True)
def forget_calls() -> None:
    """Answers older than a day go; idempotent."""
    calls.forget_calls()
