"""The sweep of agreements: a short message, the database knows what is due (ADR 0003)."""

from celery import shared_task

from customers.agreements.domain import steps


@shared_task(name="agreements.step_agreements", ignore_result=True)
def step_agreements() -> None:
    """Agreements that begin, near their end, ask for their renewal, or are over."""
    steps.step_agreements()
