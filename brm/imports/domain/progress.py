"""How far the worker is. Kept in the cache, since its transaction is not to be seen before it is done."""

from django.core.cache import cache

from brm.imports.models import ImportRun


def say(run: ImportRun, done: int, total: int) -> None:
    """Tell how many rows are done."""
    cache.set(f"import:{run.pk}", (done, max(total, done)), timeout=900)


def progress_of(run: ImportRun) -> tuple[int, int]:
    """How many rows are done, of how many."""
    found = cache.get(f"import:{run.pk}")
    return found if found else (0, run.rows_expected)


def forget(run: ImportRun) -> None:
    """The work is done."""
    cache.delete(f"import:{run.pk}")
