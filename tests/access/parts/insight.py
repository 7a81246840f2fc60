"""The doors of what a manager knows of a customer, and Alice's one record of each."""

from typing import Any

from brm.matters.domain import open_matter
from brm.matters.models import MatterKind
from brm.parties.models import Contact, Relationship
from customers.insight.domain.channels import open_point, record_enquiry
from customers.insight.domain.difficulties import note_difficulty
from customers.insight.domain.events import link_complaint, report_major_event
from customers.insight.domain.expectations import note_expectation
from customers.insight.domain.factors import score_factors
from customers.insight.domain.objectives import set_objective
from customers.insight.domain.stakeholders import plan_engagement
from customers.insight.enums import Factor
from tests.access.declarations import KEEPERS, RECORD, Door, door

OF_CUSTOMER = (
    "stakeholders", "factors", "factors_score", "objectives", "objective_new", "points", "point_new", "enquiry_new",
    "group",
)  # fmt: skip
OF_RECORD = {
    "objective": ("objective_edit", "objective_review"),
    "point": ("point", "point_withdraw"),
    "enquiry": ("enquiry",),
    "expectation": (
        "expectation", "expectation_edit", "expectation_confirm", "expectation_meet", "expectation_miss",
    ),
    "difficulty": ("difficulty", "difficulty_edit", "difficulty_work", "difficulty_solve", "difficulty_accept"),
    "major_event": (
        "event", "event_edit", "event_take", "event_solve", "event_review", "event_close", "event_conflict",
        "event_link",
    ),
    "need": ("signal",),
    "meeting": ("meeting_concerns",),
}  # fmt: skip

DOORS: dict[str, Door] = {
    **{
        f"insight:{name}": door(KEEPERS)
        for name in (
            "hub", "expectations", "expectation_new", "signals", "difficulties", "difficulty_new", "events",
            "event_new", "enquiries",
        )
    },
    **{f"insight:{name}": door(RECORD, pk="relationship") for name in OF_CUSTOMER},
    **{
        f"insight:{name}": door(RECORD, pk="relationship", contact="contact")
        for name in ("stakeholder", "place", "concern")
    },
    **{f"insight:{name}": door(RECORD, pk=thing) for thing, names in OF_RECORD.items() for name in names},
    "insight:event_unlink": door(RECORD, pk="major_event", link="complaint_link"),
}  # fmt: skip
VERBS = {
    "expectation": ("detail", "move"),
    "difficulty": ("detail", "begin", "end"),
    "major-event": ("detail", "take", "solve", "review", "close", "conflict", "link-complaint"),
    "objective": ("detail", "review"),
    "contact-point": ("detail", "withdraw"),
    "enquiry": ("detail", "answer"),
    "factor-scoring": ("detail",),
    "signal": ("detail", "judge"),
    "customer-insight": ("detail", "map", "place", "engage", "coverage", "group", "concern"),
}  # fmt: skip
THING = {
    "major-event": "major_event", "contact-point": "point", "factor-scoring": "scoring", "signal": "need",
    "customer-insight": "relationship",
}  # fmt: skip
API_DOORS: dict[str, Door] = {
    **{f"api:{name}-list": Door(KEEPERS) for name in VERBS},
    **{
        f"api:{name}-{verb}": Door(RECORD, {"pk": THING.get(name, name)})
        for name, verbs in VERBS.items()
        for verb in verbs
    },
}
MARKED = [
    ("insight.expectation", "text"), ("insight.difficulty", "detail"), ("insight.majorevent", "summary"),
    ("insight.objective", "text"), ("insight.contactpoint", "address"), ("insight.engagement", "aim"),
]  # fmt: skip


def things(world: Any) -> dict[str, Any]:
    """One of everything on Alice's customer."""
    alice = world.cast.alice
    customer = Relationship.objects.get(pk=world.things["relationship"])
    contact = Contact.objects.get(pk=world.things["contact"])
    point = open_point(customer, name="Hotline", address="+86 10 5550 4711", by=alice)
    event = report_major_event(customer, title="Outage", summary="Everything stood still", by=alice)
    complaint = open_matter(customer, kind=MatterKind.COMPLAINT, title="Still down", number="CP-TEST-9", by=alice)
    plan_engagement(customer, contact, aim="Win the engineer-in-chief over", by=alice)
    scores = {factor.value: (3, "") for factor in Factor}
    return {
        "point": point.pk,
        "enquiry": record_enquiry(point, contact=contact, by=alice).pk,
        "expectation": note_expectation(customer, text="Answers in an hour", contact=contact, by=alice).pk,
        "difficulty": note_difficulty(customer, item="no_price", detail="Twelve per cent apart", by=alice).pk,
        "major_event": event.pk,
        "complaint_link": link_complaint(event, complaint, by=alice).pk,
        "objective": set_objective(customer, goal="serve", text="Fewer tickets for printers", by=alice).pk,
        "scoring": score_factors(customer, scores=scores, by=alice).pk,
    }
