"""Beat's door to the review of risks."""

from celery import shared_task

from brm.risks.domain.reviewing import ask_for_reviews


@shared_task(name="risks.ask_for_reviews", ignore_result=True)
def ask_for_reviews_of_risks() -> None:
    ask_for_reviews()
