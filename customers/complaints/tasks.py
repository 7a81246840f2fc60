"""Beat's doors to the sweeps of complaints."""

from celery import shared_task

from customers.complaints.domain import escalating, recovery, visiting, waiting


@shared_task(name="complaints.escalate", ignore_result=True)
def escalate() -> None:
    """Clocks that passed a threshold."""
    escalating.escalate_complaints()


@shared_task(name="complaints.sweep", ignore_result=True)
def sweep_complaints() -> None:
    """Questions without reply in time, visits to propose, satisfaction checks to send."""
    waiting.expire_waits()
    visiting.propose_visits()
    recovery.send_checks()
