"""Beat's door to the sweeps of praise."""

from celery import shared_task

from customers.praise.domain import sweeps


@shared_task(name="praise.sweep", ignore_result=True)
def sweep_praise() -> None:
    sweeps.sweep_praise()
