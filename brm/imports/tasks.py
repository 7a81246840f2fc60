"""Imports wait in the database; these only bring a worker to them."""

from celery import shared_task

from brm.imports.domain import forgetting, working


@shared_task(name="imports.work", ignore_result=True)
def work(run: int) -> None:
    working.work(run)


@shared_task(name="imports.pick_up", ignore_result=True)
def pick_up() -> None:
    working.pick_up()


@shared_task(name="imports.forget_old", ignore_result=True)
def forget_old() -> None:
    forgetting.forget_old()
