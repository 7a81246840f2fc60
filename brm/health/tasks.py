"""The sweeps of health: nightly for all, often for those to whom something happened."""

from celery import shared_task

from brm.health.domain import reckoning


@shared_task(name="health.reckon_all", ignore_result=True)
def reckon_all() -> None:
    """Every living relationship, for time alone changes how they stand."""
    reckoning.reckon_all()


@shared_task(name="health.reckon_changed", ignore_result=True)
def reckon_changed() -> None:
    """Those to whom something happened."""
    reckoning.reckon_changed()
