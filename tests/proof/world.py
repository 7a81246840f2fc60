"""What the installation under fire is about, made by the domain's own verbs in a process of its own.

``tell(200, 20)``: so many customers with a daily meeting that is never given up, and so many with one that is missed
when its day is over. Prints what the test must know as JSON.
"""

import json
from datetime import time

from django.core.files.base import ContentFile

from brm.api.domain.tokens import make_token
from brm.calendars.domain.queries import default_calendar
from brm.communications.domain.plans import agree_plan, draft_plan
from brm.core import clock
from brm.documents.domain import attach_document
from tests.factories.parties import ContactFactory, RelationshipFactory
from tests.factories.people import PASSWORD, TeamFactory, UserFactory

ZONE = "Asia/Shanghai"
MANAGERS = 5
FOR_LONG, FOR_A_DAY = 120, 0


def build(kept: int, missed: int) -> dict[str, object]:
    """Managers with a lead, customers with a contact, daily plans from today on, and documents."""
    default_calendar()
    today = clock.today(ZONE)
    lead = UserFactory(name="Lea", email="lea@example.com", roles=["lead"])
    managers = [UserFactory(name=f"Manager {n}", email=f"manager{n}@example.com") for n in range(MANAGERS)]
    team = TeamFactory(members=managers, leads=[lead])
    relationships = []
    for number in range(kept + missed):
        owner = managers[number % MANAGERS]
        relationship = RelationshipFactory(owner=owner, team=team)
        address = f"contact{number}@customer.example"
        contact = ContactFactory(organisation=relationship.organisation, name=f"王{number}", email=address)
        grace = FOR_LONG if number < kept else FOR_A_DAY
        plan = draft_plan(
            relationship, by=owner, title=f"Daily {number}", start_on=today, ours=[owner], theirs=[contact],
            rule={"frequency": "custom", "custom": "FREQ=DAILY", "holidays": "keep", "grace_days": grace},
            meet_at=time(10), reminder_days=0,
        )  # fmt: skip
        agree_plan(plan, by=owner, on=today, contact=contact)
        relationships.append(relationship)
    for number, relationship in enumerate(relationships[:5]):
        file = ContentFile(f"minutes {number}\n".encode() * 999, name=f"minutes-{number}.txt")
        attach_document(relationship, file=file, by=relationship.owner)
    return {
        "relationships": [row.pk for row in relationships if row.owner_id == managers[0].pk],
        "token": make_token(managers[0], name="proof", access="write", days=366, by=managers[0])[1],
        "email": managers[0].email,
        "password": PASSWORD,
    }


def tell(kept: int, missed: int) -> None:
    """Build it and print what the test must know."""
    print(json.dumps(build(kept, missed)))
