"""Beat's doors to the sweeps of answers."""

from celery import shared_task

from surveys.answering.domain import ballots, rising


@shared_task(name="answering.raise_late_follow_ups", ignore_result=True)
def raise_late_follow_ups() -> None:
    rising.raise_late_follow_ups()


@shared_task(name="answering.empty_boxes", ignore_result=True)
def empty_boxes() -> None:
    ballots.empty_boxes()
