"""A sender killed by force, again and again: every mail arrives, and what arrived twice was counted."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.db.models import F

from brm.notifications.domain import mail
from brm.notifications.domain.queries import outbox_figures
from brm.notifications.enums import MailState
from brm.notifications.models import Notification
from tests.fakes.smtp import Mailbox, mail_server
from tests.notifications.cast import REMINDER

ROOT = Path(__file__).resolve().parent.parent.parent
SENDER = """
import json, os, django
django.setup()
from django.test import override_settings
from brm.notifications.domain.sending import send_due
with override_settings(**json.loads(os.environ["MAIL_SETTINGS"])):
    print("ready", flush=True)
    while True:
        send_due(batch=10)
"""


def sender(box: Mailbox) -> subprocess.Popen[str]:
    """A process of its own that sends without end."""
    return subprocess.Popen(
        [sys.executable, "-c", SENDER],
        cwd=ROOT,
        env={**os.environ, "MAIL_SETTINGS": json.dumps(box.settings()), "DJANGO_SETTINGS_MODULE": "brm.settings_test"},
        stdout=subprocess.PIPE,
        text=True,
    )


def wait(until: Callable[[], bool], process: subprocess.Popen[str]) -> None:
    """Until something has come true, as long as the sender lives and not for ever."""
    end = time.monotonic() + 60
    while not until():
        assert process.poll() is None, "the sender died by itself"
        assert time.monotonic() < end, "the sender does not get on"
        time.sleep(0.01)


@pytest.mark.django_db(transaction=True)
def test_senders_killed_at_random_moments_lose_nothing_and_count_their_doubts():
    mails, kills, dice = 200, 4, random.Random(20)
    for number in range(mails):
        mail(f"to{number}@example.com", REMINDER, key=f"k{number}", language="en", time_zone="UTC")
    with mail_server() as box:
        box.pause = 0.01
        for kill in range(kills + 1):
            process = sender(box)
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"
            if kill < kills:
                before = len(box.taken)
                wait(lambda before=before: len(box.taken) >= before + 20, process)
                time.sleep(dice.uniform(0, 0.05))
            else:
                wait(lambda: not Notification.objects.exclude(state=MailState.SENT).exists(), process)
            process.send_signal(signal.SIGKILL)
            process.wait()
            process.stdout.close()
            # what would be minutes: the lease of the dead runs out
            Notification.objects.filter(state=MailState.LEASED).update(
                leased_until=F("leased_until") - timedelta(minutes=10)
            )

    arrived = box.per_message_id()
    twice = sum(count - 1 for count in arrived.values())
    assert len(arrived) == mails
    assert Notification.objects.filter(state=MailState.SENT).count() == mails
    assert twice <= outbox_figures().perhaps_twice <= kills
