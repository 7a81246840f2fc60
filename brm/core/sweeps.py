"""Sweeps: find what is due and do it, once, whoever else is sweeping (conventions 6)."""

import logging
from collections.abc import Callable
from typing import Any, TypeVar

from django.db import models, transaction

M = TypeVar("M", bound=models.Model)
logger = logging.getLogger(__name__)


def sweep(due: "models.QuerySet[M]", act: Callable[[M], Any], *, limit: int = 10_000) -> int:
    """Do ``act`` on every row of ``due``, each in its own transaction, the due condition asked again under the lock.

    Rows another worker holds are skipped; a row that fails is logged and does not stop the others. ``act`` must
    move the row out of ``due`` (or push its due moment ahead). Answers how many rows were done.
    """
    done = 0
    for pk in list(due.values_list("pk", flat=True)[:limit]):
        try:
            with transaction.atomic():
                row = (
                    due.select_for_update(skip_locked=True, of=("self",), no_key=True).filter(pk=pk).order_by().first()
                )
                if row is None:
                    continue
                act(row)
                done += 1
        except Exception:
            logger.exception("sweep failed for one row", extra={"model": due.model._meta.label, "pk": pk})
    return done
