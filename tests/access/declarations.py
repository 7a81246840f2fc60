"""Who may open which door. A route that is not declared fails the suite; everybody not named gets a 404.

``pk`` and other parameters of an address are filled from the world by the names given here.
"""

from dataclasses import dataclass, field

EVERYBODY = frozenset(
    {
        "anonymous", "owner", "teammate", "lead", "executive", "engineer", "finance", "administrator", "stranger",
        "contact", "portal", "service_user", "disabled",
    }
)  # fmt: skip
SIGNED_IN = EVERYBODY - {"anonymous", "disabled"}
VISITORS = frozenset({"contact", "portal", "service_user"})
"""Customers' people: of somebody else's customer; of Alice's, who sees all of it; of hers, who sees their own."""
INSIDERS = SIGNED_IN - VISITORS
KEEPERS = INSIDERS - {"engineer", "finance", "administrator"}
RECORD = frozenset({"owner", "lead", "executive"})
STEERING = RECORD
LEADS = frozenset({"lead", "executive", "administrator"})
OWN = frozenset({"owner"})
ADMINISTRATOR = frozenset({"administrator"})


@dataclass(frozen=True)
class Door:
    """Who may open it, what stands in its address, and whether a signed-out person is asked to sign in."""

    who: frozenset[str]
    fill: dict[str, str] = field(default_factory=dict)
    said: dict[str, object] = field(default_factory=dict)
    query: str = ""


def door(who: frozenset[str], said: dict[str, object] | None = None, *, query: str = "", **fill: str) -> Door:
    """A declaration: ``fill`` names things of the world, ``said`` gives literal values."""
    return Door(who, fill, said or {}, query)


DOORS: dict[str, Door] = {
    # operation
    "ops:healthz": door(EVERYBODY),
    "ops:readyz": door(EVERYBODY),
    "ops:metrics": door(EVERYBODY),
    # interface
    "ui:asset": door(EVERYBODY, {"name": "app", "digest": "0", "kind": "css"}),
    "ui:preferences": door(EVERYBODY),
    "ui:styleguide": door(ADMINISTRATOR),
    "ui:view_save": door(INSIDERS),
    "ui:view_change": door(OWN, pk="view"),
    "ui:view_pin": door(OWN, pk="view"),
    "ui:view_delete": door(OWN, pk="view"),
    # today, search
    "dashboard:today": door(SIGNED_IN),
    "dashboard:snooze": door(RECORD, pk="attention"),
    "search:results": door(INSIDERS),
    "search:palette": door(INSIDERS),
    # people
    "account_login": door(EVERYBODY),
    "accounts:first": door(EVERYBODY, {"token": "x"}),
    "accounts:invitation": door(EVERYBODY, {"token": "x"}),
    "accounts:profile": door(SIGNED_IN),
    "accounts:security": door(SIGNED_IN),
    "accounts:session_end": door(frozenset(), {"pk": 0}),
    "accounts:sessions_end": door(SIGNED_IN),
    "accounts:absence": door(INSIDERS),
    "accounts:absence_end": door(frozenset({"owner", "lead", "administrator"}), pk="absence"),
    "accounts:team": door(frozenset({"lead"})),
    "accounts:leave": door(ADMINISTRATOR, pk="person"),
    "accounts:return": door(ADMINISTRATOR, pk="person"),
    "accounts:invite": door(ADMINISTRATOR, pk="person"),
    "accounts:factors_off": door(ADMINISTRATOR, pk="person"),
    "accounts:privacy": door(ADMINISTRATOR),
    "accounts:privacy_person": door(ADMINISTRATOR, {"kind": "user"}, pk="person"),
    "accounts:privacy_export": door(ADMINISTRATOR, {"kind": "user"}, pk="person"),
    "accounts:privacy_erase": door(ADMINISTRATOR, {"kind": "user"}, pk="person"),
    "audit:history": door(RECORD, {"subject_type": "parties.relationship"}, pk="relationship"),
    # notices
    "notifications:inbox": door(SIGNED_IN),
    "notifications:bell": door(SIGNED_IN),
    "notifications:read": door(SIGNED_IN),
    "notifications:choices": door(SIGNED_IN),
    "notifications:follow": door(OWN, pk="mail"),
    "notifications:outbox": door(ADMINISTRATOR),
    "notifications:test": door(ADMINISTRATOR),
    "notifications:retry_all": door(ADMINISTRATOR),
    "notifications:stopped": door(ADMINISTRATOR),
    "notifications:allow": door(frozenset(), {"pk": 0}),
    "notifications:outbox_mail": door(ADMINISTRATOR, pk="mail"),
    "notifications:outbox_text": door(ADMINISTRATOR, pk="mail"),
    "notifications:retry": door(ADMINISTRATOR, pk="mail"),
    "notifications:stop": door(ADMINISTRATOR, pk="mail"),
    "notifications:unsubscribe": door(EVERYBODY, {"token": "x"}),
    # parties
    **{
        f"parties:{name}": door(KEEPERS)
        for name in (
            "organisations", "organisation_new", "look_alikes", "pick_organisation", "contacts", "contact_new",
            "pick_contact", "pick_relationship", "bulk_hand_over", "bulk_tag", "bulk_tier",
        )
    },
    "parties:ask_to_share": door(KEEPERS),
    **{
        f"parties:{name}": door(RECORD, pk="organisation")
        for name in (
            "organisation", "organisation_edit", "organisation_archive", "organisation_restore", "organisation_merge",
        )
    },
    **{
        f"parties:{name}": door(RECORD, pk="contact")
        for name in (
            "contact", "contact_edit", "contact_left", "contact_returned", "contact_merge", "portal_open",
            "portal_invite",
        )
    },
    "parties:portal_close": door(RECORD, pk="contact", access_pk="access"),
    "parties:relationship_edit": door(RECORD, pk="relationship"),
    "parties:ladder": door(RECORD, pk="relationship"),
    "parties:relationship_move": door(STEERING, {"step": "suspend"}, pk="relationship"),
    "parties:hand_over": door(STEERING, pk="relationship"),
    "parties:share": door(STEERING, pk="relationship"),
    "parties:unshare": door(STEERING, pk="relationship", user_pk="executive"),
    "parties:handover": door(RECORD, pk="handover"),
    **{f"{role}:list": door(KEEPERS) for role in ("customers", "suppliers", "thirdparty")},
    **{f"{role}:new": door(KEEPERS) for role in ("customers", "suppliers", "thirdparty")},
    "customers:detail": door(RECORD, pk="relationship"),
    "suppliers:detail": door(RECORD, pk="supplier"),
    "thirdparty:detail": door(RECORD, pk="third_party"),
    "customers:service_events": door(RECORD, pk="relationship"),
    "customers:service_event": door(RECORD, pk="event"),
    # action items, documents
    "actionitems:list": door(INSIDERS),
    "actionitems:new": door(KEEPERS),
    "actionitems:bulk_finish": door(INSIDERS),
    **{f"actionitems:{name}": door(RECORD, pk="item") for name in ("detail", "edit", "drop")},
    "actionitems:move": door(RECORD, {"step": "start"}, pk="item"),
    "documents:list": door(KEEPERS),
    "documents:attach": door(KEEPERS),
    **{
        f"documents:{name}": door(RECORD, pk="document")
        for name in ("detail", "file", "preview", "rename", "archive")
    },
    # communications
    **{
        f"communications:{name}": door(KEEPERS)
        for name in (
            "plans", "plan_new", "plan_preview", "meetings", "interactions", "log", "log_people",
            "relationship_options", "needs", "visits", "visit_new", "adherence", "silence", "apply",
        )
    },
    "communications:calendar": door(KEEPERS),
    "communications:feed": door(INSIDERS),
    "communications:feed_file": door(frozenset(), {"token": "x"}),
    "communications:templates": door(KEEPERS | ADMINISTRATOR),
    "communications:template_new": door(LEADS),
    "communications:template_edit": door(LEADS, pk="template"),
    "communications:template_archive": door(LEADS, pk="template"),
    "communications:application": door(frozenset(), {"pk": 0}),
    **{
        f"communications:{name}": door(RECORD, pk="plan")
        for name in ("plan", "plan_edit", "plan_agree", "plan_suspend", "plan_resume", "plan_end")
    },
    **{
        f"communications:{name}": door(RECORD, pk="meeting")
        for name in (
            "meeting", "meeting_prepare", "meeting_hold", "meeting_move", "meeting_cancel",
        )
    },
    "communications:meeting_minutes": door(RECORD, pk="held"),
    "communications:meeting_publish": door(RECORD, pk="held"),
    "communications:meeting_answer": door(RECORD, pk="meeting", attendee="attendee"),
    **{
        f"communications:{name}": door(RECORD, pk="interaction")
        for name in ("interaction", "interaction_edit", "interaction_addendum")
    },
    "communications:need_review": door(RECORD, pk="need"),
    **{
        f"communications:{name}": door(RECORD, pk="visit")
        for name in (
            "visit", "visit_prepare", "visit_approve", "visit_schedule", "visit_hold", "visit_follow_up",
            "visit_cancel",
        )
    },
    "communications:visit_answer": door(RECORD, pk="visit", attendee="visitor"),
    # imports
    "imports:list": door(KEEPERS),
    "imports:new": door(KEEPERS),
    "imports:blank": door(KEEPERS, {"kind": "organisation"}),
    **{
        f"imports:{name}": door(frozenset(), {"pk": 0})
        for name in (
            "template_drop", "detail", "match", "read", "progress", "apply", "undo", "discard", "errors",
        )
    },
    # API pages
    "api:docs": door(INSIDERS),
    "api:resource": door(INSIDERS, {"name": "meetings"}),
    "api:schema": door(INSIDERS),
    "api:tokens": door(INSIDERS),
    "api:revoke": door(OWN, pk="token"),
}  # fmt: skip

LIBRARY = ("account_", "mfa_", "socialaccount_", "openid_connect_")
"""Sign-in doors of the library: public or one's own by nature; their own tests are in tests/accounts."""
