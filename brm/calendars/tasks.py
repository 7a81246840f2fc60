"""What beat asks of the calendars."""

from celery import shared_task

from brm.calendars.domain import defaults


@shared_task(name="calendars.refresh_days", ignore_result=True)
def refresh_days() -> None:
    """Official days as soon as a library has them; idempotent."""
    defaults.refresh_calendars()
