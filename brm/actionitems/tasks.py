"""Beat's door to the sweeps of action items."""

from celery import shared_task

from brm.actionitems.domain import sweeps


@shared_task(name="actionitems.sweep", ignore_result=True)
def sweep_action_items() -> None:
    sweeps.remind_of_action_items()
    sweeps.show_late_action_items()
