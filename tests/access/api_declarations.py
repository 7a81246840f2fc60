"""Who may call which resource of the API. Lists are open to insiders and scoped; records to those who may read them."""

from tests.access.declarations import ADMINISTRATOR, INSIDERS, KEEPERS, LEADS, OWN, RECORD, Door

INSIDERS_LISTS = (
    "action-item", "calendar", "colleague", "document", "figure", "me", "notification", "search", "team", "today",
)  # fmt: skip
KEEPERS_LISTS = (
    "adherence", "contact", "custom-field", "hand-over", "import", "import-kind", "interaction", "look-alike",
    "meeting", "need", "organisation", "plan", "plan-template-application", "relationship", "service-event", "silence",
    "tag", "timeline-entry", "visit",
)  # fmt: skip
"""Resources that answer a list; what it holds is scoped."""

RECORDS: dict[str, tuple[frozenset[str], str, tuple[str, ...]]] = {
    "action-item": (RECORD, "item", ("detail", "move")),
    "contact": (RECORD, "contact", ("detail", "left", "returned", "merge", "portal", "open-portal", "close-portal")),
    "document": (RECORD, "document", ("detail", "file", "archive")),
    "hand-over": (RECORD, "handover", ("detail",)),
    "interaction": (RECORD, "interaction", ("detail", "addendum")),
    "meeting": (
        RECORD, "meeting", ("detail", "hold", "reschedule", "cancel", "attendees", "answer-of"),
    ),
    "need": (RECORD, "need", ("detail", "review")),
    "notification": (OWN, "mail", ("detail", "read", "unread")),
    "organisation": (RECORD, "organisation", ("detail", "archive", "restore", "merge")),
    "plan": (RECORD, "plan", ("detail", "agree", "suspend", "resume", "end")),
    "plan-template": (KEEPERS | ADMINISTRATOR, "template", ("detail", "apply")),
    "plan-template-application": (frozenset(), "", ("detail",)),
    "relationship": (
        RECORD, "relationship", ("detail", "move", "hand-over", "share", "shares", "unshare"),
    ),
    "service-event": (RECORD, "event", ("detail",)),
    "silence": (frozenset(), "", ("detail",)),
    "import": (frozenset(), "", ("detail", "check", "apply", "rows", "undo", "discard")),
    "timeline-entry": (RECORD, "entry", ("detail",)),
    "today": (RECORD, "attention", ("detail", "snooze")),
    "visit": (
        RECORD, "visit",
        ("detail", "approve", "schedule", "hold", "follow-up", "cancel", "answer-of"),
    ),
    "calendar": (INSIDERS, "calendar", ("detail", "days")),
    "colleague": (INSIDERS, "person", ("detail",)),
    "team": (INSIDERS, "team", ("detail",)),
    "tag": (KEEPERS, "tag", ("detail",)),
    "custom-field": (KEEPERS, "custom_field", ("detail",)),
}  # fmt: skip

API_DOORS: dict[str, Door] = {
    **{f"api:{name}-list": Door(INSIDERS) for name in INSIDERS_LISTS},
    **{f"api:{name}-list": Door(KEEPERS) for name in KEEPERS_LISTS},
    "api:plan-template-list": Door(KEEPERS | ADMINISTRATOR),
    "api:notification-read-all": Door(INSIDERS),
    "api:plan-preview": Door(KEEPERS),
    "api:look-alike-ask": Door(KEEPERS),
    "api:nothing": Door(frozenset()),
    **{
        f"api:{name}-{action}": Door(who, {"pk": thing} if thing else {}, {} if thing else {"pk": 0})
        for name, (who, thing, actions) in RECORDS.items()
        for action in actions
    },
    "api:hand-over-acknowledge": Door(OWN, {"pk": "handover"}),
    "api:meeting-correct": Door(RECORD, {"pk": "held"}),
    "api:plan-template-archive": Door(LEADS, {"pk": "template"}),
    "timeline:add_note": Door(RECORD, {"pk": "relationship"}),
    "timeline:older": Door(RECORD, {"pk": "relationship"}),
}
