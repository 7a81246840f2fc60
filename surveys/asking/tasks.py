"""Beat's door to the sweep of invitations."""

from celery import shared_task

from surveys.asking.domain import sweeps


@shared_task(name="asking.sweep_invitations", ignore_result=True)
def sweep_invitations() -> None:
    """What is due: sending, reminding, expiring."""
    sweeps.sweep_invitations()
