"""Several at once: the same mail by many ways is one, and each mail is heard once whoever works it off."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from brm.inbound.domain.taking import take_in
from brm.inbound.domain.working import work_off
from brm.inbound.enums import MailState, Way
from brm.inbound.models import InboundMail
from brm.parties.models import Contact
from tests.inbound.letters import LISTENER, letter, to

MAILS = 6


@pytest.mark.django_db(transaction=True)
def test_many_at_once_hear_each_mail_once(transactional_db: None, cora: Contact) -> None:
    raws = [letter(to=to(cora), message_id=f"<{number}@x>", text=f"Words {number}") for number in range(MAILS)]

    def take(number: int) -> bool:
        try:
            return take_in(raws[number % MAILS], way=Way.WEBHOOK)[1]
        finally:
            connection.close()

    def work(_number: int) -> int:
        try:
            return work_off()
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as people:
        new = list(people.map(take, range(MAILS * 4)))
    with ThreadPoolExecutor(4) as people:
        done = list(people.map(work, range(4)))

    assert (sum(new), InboundMail.objects.count(), sum(done)) == (MAILS, MAILS, MAILS)
    assert sorted(heard.text for heard in LISTENER.heard) == [f"Words {number}" for number in range(MAILS)]
    assert set(InboundMail.objects.values_list("state", flat=True)) == {MailState.DELIVERED}
