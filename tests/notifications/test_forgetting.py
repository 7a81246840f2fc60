"""The outbox does not grow for ever."""

from datetime import timedelta

import pytest

from brm.core import clock
from brm.notifications.domain import mail
from brm.notifications.domain.forgetting import KEPT_FOR, forget_old
from brm.notifications.domain.sending import send_due
from brm.notifications.models import Notification
from tests.fakes.smtp import mail_server
from tests.notifications.cast import REMINDER

pytestmark = pytest.mark.django_db


def test_what_is_long_done_with_goes_and_what_waits_stays():
    long_ago = clock.now() - KEPT_FOR - timedelta(days=1)
    with mail_server():
        for key, moment in (("old", long_ago), ("new", clock.now())):
            mail("to@example.com", REMINDER, key=key, language="en", time_zone="UTC", at=moment)
        with clock.at(long_ago):
            send_due()
        send_due()
    waiting = mail("to@example.com", REMINDER, key="waits", language="en", time_zone="UTC", at=long_ago)

    assert forget_old() == 1
    assert set(Notification.objects.values_list("key", flat=True)) == {"new", waiting.key}
    assert forget_old() == 0
