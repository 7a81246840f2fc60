"""The sweeps of communications: short messages, the database knows what is due (ADR 0003)."""

from celery import shared_task

from brm.communications.domain import materialise, replacing, silence, steps, sweeps, templates, visits


@shared_task(name="communications.sweep_meetings", ignore_result=True)
def sweep_meetings() -> None:
    """Reminders, what is due, what is missed."""
    sweeps.sweep_meetings()


@shared_task(name="communications.step_plans", ignore_result=True)
def step_plans() -> None:
    """Plans whose day has come."""
    steps.step_plans()


@shared_task(name="communications.extend_plans", ignore_result=True)
def extend_plans() -> None:
    """Meetings six months ahead, and undone ones placed anew where a calendar changed."""
    materialise.extend_plans()
    replacing.replace_meetings()


@shared_task(name="communications.apply_templates", ignore_result=True)
def apply_templates() -> None:
    """Bulk applications that are not finished."""
    templates.go_on_with_applications()


@shared_task(name="communications.show_silence", ignore_result=True)
def show_silence() -> None:
    """Silent relationships onto Today, and visits whose day is over."""
    silence.show_silence()
    visits.show_overdue_visits()
