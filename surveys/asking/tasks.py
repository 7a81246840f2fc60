"""Beat's doors to the sweeps of campaigns and invitations."""

from celery import shared_task

from surveys.asking.domain import campaign_sweep, sweeps


@shared_task(name="asking.sweep_invitations", ignore_result=True)
def sweep_invitations() -> None:
    """What is due: sending, reminding, expiring."""
    sweeps.sweep_invitations()


@shared_task(name="asking.sweep_campaigns", ignore_result=True)
def sweep_campaigns() -> None:
    """What is due: opening, inviting, closing, warning of results that were not passed on."""
    campaign_sweep.sweep_campaigns()
