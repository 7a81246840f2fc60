"""What must be true after every fault, counted in the database and at the mail server."""

import time
from collections import Counter
from datetime import timedelta
from typing import Any

from tests.proof.installation import Installation
from tests.proof.traffic import Traffic

UNSENT = "SELECT count(*) FROM notifications_notification WHERE state IN ('waiting', 'leased')"
SENT = "SELECT message_id, doubts FROM notifications_notification WHERE state = 'sent'"
LOGGED = "SELECT summary FROM communications_interaction WHERE summary LIKE %s"
REMINDERS = """
SELECT count(*) FROM notifications_notification
WHERE kind IN ('meeting_reminder', 'meeting_invitation') AND key LIKE %s
"""
TWICE = """
SELECT count(*) FROM (
  SELECT 1 FROM audit_auditevent WHERE action IN ('meeting.come_due', 'meeting.miss')
  GROUP BY action, subject_id HAVING count(*) > 1
) AS twice
"""
UNORDERED = """
SELECT count(*) FROM audit_auditevent due JOIN audit_auditevent missed USING (subject_type, subject_id)
WHERE due.action = 'meeting.come_due' AND missed.action = 'meeting.miss' AND due.id > missed.id
"""
HISTORY = """
SELECT 'history: ' || action, count(*) FROM audit_auditevent WHERE action LIKE 'meeting.%%' GROUP BY 1
UNION ALL SELECT 'notice: ' || kind, count(*) FROM notifications_notification WHERE kind LIKE 'meeting%%' GROUP BY 1
UNION ALL SELECT 'today: ' || rule, count(*) FROM attention_attention WHERE rule LIKE 'meeting%%' GROUP BY 1
UNION ALL SELECT 'timeline: ' || event, count(*) FROM timeline_timelineentry WHERE kind = 'meeting' GROUP BY 1
"""


def until_sent(installation: Installation) -> None:
    """Wait until the outbox is empty. What killed senders had taken comes free when their lease is over: rather than
    sitting the minutes out, let them pass once nobody has sent anything for a while."""
    before, still = -1, 0
    for _ in range(400):
        left = installation.count(UNSENT)
        if left == 0:
            return
        still = still + 1 if left == before else 0
        before = left
        if still == 8:
            installation.pass_time(timedelta(minutes=4))
            still = 0
        time.sleep(0.5)
    raise AssertionError(
        installation.rows("SELECT state, last_error FROM notifications_notification WHERE sent_at IS NULL")
    )


def mails(installation: Installation) -> dict[str, Any]:
    """What the mail server got, held against what the portal sent: lost, doubled, doubled within the window."""
    at_server, sent = installation.box.per_message_id(), dict(installation.rows(SENT))
    doubled = {name: at_server[name] - 1 for name in sent if at_server[name] > 1}
    return {
        "mails": len(sent),
        "mails_lost": len(set(sent) - set(at_server)),
        "mails_unknown": len(set(at_server) - set(sent)),
        "mails_doubled": sum(max(0, number - sent[name]) for name, number in doubled.items()),
        "mails_doubled_in_the_window": sum(min(number, sent[name]) for name, number in doubled.items()),
        "doubts_counted": sum(sent.values()),
    }


def records(installation: Installation, traffic: Traffic) -> dict[str, Any]:
    """What the portal accepted, held against what is in its database."""
    found = Counter(words for (words,) in installation.rows(LOGGED, f"{traffic.name} %"))
    return {
        "accepted": len(traffic.accepted),
        "accepted_lost": len(set(traffic.accepted) - set(found)),
        "accepted_doubled": sum(number - 1 for number in found.values()),
        "answers": dict(sorted(traffic.answers.items())),
    }


def history(installation: Installation) -> dict[str, int]:
    """How much has happened to meetings: in history, notices, Today and timelines."""
    return dict(installation.rows(HISTORY))


def gained(before: dict[str, int], after: dict[str, int]) -> dict[str, int]:
    """What came to it."""
    return {name: after[name] - before.get(name, 0) for name in after if after[name] != before.get(name, 0)}
