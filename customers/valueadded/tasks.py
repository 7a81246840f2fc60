"""Beat's door to the sweep of value-added services."""

from celery import shared_task

from customers.valueadded.domain import gaps, sweeps


@shared_task(name="valueadded.sweep", ignore_result=True)
def sweep_value_added() -> None:
    sweeps.sweep_value_added()


@shared_task(name="valueadded.show_gaps", ignore_result=True)
def show_gaps() -> None:
    gaps.show_gaps()
