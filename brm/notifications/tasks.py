"""The outbox's sweeps and its hint. The work is in the domain; a task may run twice or late without harm."""

from celery import shared_task

from brm.notifications.domain import digests, forgetting, sending


@shared_task(name="notifications.send_due", ignore_result=True)
def send_due() -> None:
    sending.send_due()


@shared_task(name="notifications.hint", ignore_result=True)
def hint() -> None:
    sending.send_due()


@shared_task(name="notifications.digests", ignore_result=True)
def make_digests() -> None:
    digests.send_digests()


@shared_task(name="notifications.forget_old", ignore_result=True)
def forget_old() -> None:
    forgetting.forget_old()
