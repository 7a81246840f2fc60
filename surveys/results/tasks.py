"""Beat's door to the warning of C-26."""

from celery import shared_task

from surveys.results.domain import gaps


@shared_task(name="results.show_gaps", ignore_result=True)
def show_gaps() -> None:
    """Customers whose users and whose own people judge us too differently."""
    gaps.show_gaps()
