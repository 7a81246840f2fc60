"""The story is told by the domain itself, so telling it tests the domain; it must come out whole."""

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from brm.accounts.models import User
from brm.attention.models import Attention
from brm.attention.rebuild import differences
from brm.communications.enums import OccurrenceStatus
from brm.communications.models import Interaction, Occurrence
from brm.demo.cast import PARTIES, PEOPLE, VISITORS
from brm.notifications.enums import MailState
from brm.notifications.models import Notification
from brm.parties.models import Relationship
from surveys.results.domain.counting import Scope
from surveys.results.domain.figures import results_of
from surveys.results.domain.periods import present

pytestmark = pytest.mark.django_db


def test_the_story_has_everything_a_newcomer_should_see(capsys):
    call_command("demo", "--days", "90")

    assert User.objects.count() == len(PEOPLE) + len(VISITORS)
    able = set(User.objects.filter(is_active=True).values_list("email", flat=True))
    assert able >= {visitor.email for visitor in VISITORS}, "a sign-in that is printed must open the door"
    assert Relationship.objects.count() == len(PARTIES)
    states = set(Occurrence.objects.values_list("status", flat=True))
    assert states >= {
        OccurrenceStatus.HELD,
        OccurrenceStatus.MISSED,
        OccurrenceStatus.HELD_LATE,
        OccurrenceStatus.PLANNED,
    }
    assert Interaction.objects.count() > 50
    rules = set(Attention.objects.filter(closed_at=None).values_list("rule", flat=True))
    assert {"silence", "action_item", "new_contact", "handover"} <= rules
    assert differences() == []
    trend = results_of(present(), Scope(), factors=False).trend
    told = [period for period, pair in trend if pair.user.n >= 5 and pair.customer.n >= 5]
    assert len(told) >= 3, "the trend of satisfaction must have something to compare with"
    assert "brm-demo-2026" in capsys.readouterr().out
    assert not Notification.objects.filter(state=MailState.SENT).exists()


def test_the_story_is_told_once_and_only_to_an_empty_database(capsys):
    User.objects.create(email="somebody@example.org", name="Somebody")

    with pytest.raises(CommandError, match="has people in it"):
        call_command("demo")
