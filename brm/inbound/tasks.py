"""The sweeps of mail that comes in. The work is in the domain; a task may run twice or late without harm."""

from celery import shared_task

from brm.inbound.domain import forgetting, mailboxes, working


@shared_task(name="inbound.read_mailbox", ignore_result=True)
def read_mailbox() -> None:
    mailboxes.read_mailbox()


@shared_task(name="inbound.work_off", ignore_result=True)
def work_off() -> None:
    working.work_off()


@shared_task(name="inbound.forget_old", ignore_result=True)
def forget_old() -> None:
    forgetting.forget_old()
