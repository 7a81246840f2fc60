"""The life of praise: recorded once, verified by another, published with consent only, thanked in time."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from brm.attention.models import Attention, Severity
from brm.audit.models import AuditEvent
from brm.core import clock
from brm.core.errors import BlockedError, DomainError, TransitionError
from brm.documents.domain import documents_of
from brm.matters.models import MatterKind
from brm.notifications.models import Notification
from brm.parties.enums import Kind
from brm.timeline.models import TimelineEntry
from customers.praise.domain.honouring import hold_honour, plan_honour
from customers.praise.domain.queries import praise_open_to
from customers.praise.domain.recording import change_praise, record_praise
from customers.praise.domain.steps import (
    decline_praise,
    publish_praise,
    share_praise,
    take_down_praise,
    verify_praise,
)
from customers.praise.domain.sweeps import sweep_praise
from customers.praise.domain.thanking import thank_for_praise
from customers.praise.enums import PraiseStatus, Publicity
from customers.praise.models import Praise
from tests.factories.communications import NOON
from tests.factories.parties import ContactFactory, RelationshipFactory, TeamFactory, UserFactory
from tests.praise.factories import WORDS, let_in, make_praise, make_public, make_real

pytestmark = pytest.mark.django_db
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 64


@pytest.mark.req("C-18", "C-19", "Q-05")
def test_praise_is_recorded_with_number_history_timeline_and_a_line_on_today():
    praise = make_praise(files=[SimpleUploadedFile("letter.png", PNG)])

    assert praise.matter.kind == MatterKind.PRAISE
    assert praise.matter.number.startswith("PR-")
    assert (praise.status, praise.target) == (PraiseStatus.RECORDED, "people")
    assert praise.thank_by > praise.recorded_at
    assert documents_of(praise).count() == 1
    assert AuditEvent.objects.filter(action="praise.record", subject_id=praise.pk).exists()
    assert TimelineEntry.objects.get(kind="praise").event == "record"
    row = Attention.objects.get(rule="praise", closed_at=None)
    assert (row.assignee, row.due_at, row.params["step"]) == (praise.relationship.owner, praise.thank_by, "verify")


def test_the_same_form_posted_twice_is_one_praise():
    relationship = RelationshipFactory()

    first = make_praise(relationship, key="form-1")
    again = make_praise(relationship, key="form-1")

    assert first == again
    assert Praise.objects.count() == 1


def test_a_contact_praises_in_the_portal_and_the_owner_is_told():
    relationship = RelationshipFactory()
    contact = let_in(relationship)
    user = contact.user

    praise = record_praise(relationship, by=user, text=WORDS, source="portal")

    assert praise.contact == contact
    assert Notification.objects.get(kind="praise_received").recipient == relationship.owner
    assert list(praise_open_to(user)) == [praise]
    make_praise(relationship)
    assert list(praise_open_to(user)) == [praise]


@pytest.mark.req("C-19")
def test_whoever_holds_the_role_customer_sees_the_organisations_praise_and_nobody_elses():
    relationship = RelationshipFactory()
    user = let_in(relationship, role="customer").user
    praise = make_praise(relationship)
    make_praise()

    assert list(praise_open_to(user)) == [praise]


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"text": "  "}, "Write down"),
        ({"contact": "stranger"}, "contact of this customer"),
        ({"people": "outsider"}, "our own active people"),
        ({"relationship": "supplier"}, "comes from customers"),
    ],
)
def test_what_cannot_be_praise_is_refused(facts, words):
    relationship = RelationshipFactory(kind=Kind.SUPPLIER if facts.pop("relationship", "") else Kind.CUSTOMER)
    if facts.get("contact"):
        facts["contact"] = ContactFactory()
    if facts.get("people"):
        facts["people"] = [UserFactory(roles=["contact"])]

    with pytest.raises(DomainError, match=words):
        record_praise(relationship, **({"by": relationship.owner, "text": WORDS, "source": "call"} | facts))


@pytest.mark.req("C-19")
def test_verifying_tells_the_engineer_and_nobody_verifies_praise_of_themselves():
    engineer = UserFactory(roles=["engineer"])
    praise = make_praise(people=[engineer])

    with pytest.raises(DomainError, match="praises yourself"):
        verify_praise(praise, by=engineer)
    praise = verify_praise(praise, by=praise.relationship.owner)

    assert praise.status == PraiseStatus.VERIFIED
    assert Notification.objects.get(kind="praise_of_you").recipient == engineer
    assert Attention.objects.get(rule="praise", closed_at=None).params["step"] == "thank"


def test_praise_of_nobody_is_not_verified_until_somebody_is_named():
    praise = make_praise(people=[])
    with pytest.raises(BlockedError, match="whom it praises"):
        verify_praise(praise, by=praise.relationship.owner)

    praise = change_praise(praise, by=praise.relationship.owner, team=TeamFactory(), title="A night saved")

    assert (praise.target, praise.matter.title) == ("team", "A night saved")
    assert verify_praise(praise, by=praise.relationship.owner).status == PraiseStatus.VERIFIED


def test_declining_needs_a_reason_stops_the_clock_and_closes():
    praise = make_praise()
    owner = praise.relationship.owner
    with pytest.raises(DomainError, match="Say why"):
        decline_praise(praise, by=owner, reason=" ")

    praise = decline_praise(praise, by=owner, reason="Meant for another company")

    assert (praise.status, praise.thank_sweep_at) == (PraiseStatus.DECLINED, None)
    assert praise.matter.__class__.objects.get(pk=praise.pk).closed_at is not None
    assert not Attention.objects.filter(rule="praise", closed_at=None).exists()
    with pytest.raises(DomainError, match="nothing to thank"):
        thank_for_praise(praise, by=owner, how="call")


@pytest.mark.parametrize(
    ("make", "step"),
    [
        (make_real, verify_praise),
        (make_real, lambda praise, by: decline_praise(praise, by=by, reason="x")),
        (make_praise, lambda praise, by: publish_praise(praise, by=by, publicity="internal")),
        (make_real, share_praise),
        (make_real, lambda praise, by: take_down_praise(praise, by=by, reason="x")),
    ],
)
def test_a_step_that_does_not_follow_is_refused(make, step):
    praise = make()

    with pytest.raises(TransitionError):
        step(praise, by=praise.relationship.owner)


@pytest.mark.req("C-18")
def test_praise_takes_its_forms_with_evidence_and_is_shared_after_one_was_held():
    praise = make_public()
    owner, today = praise.relationship.owner, clock.today()
    plan_honour(praise, by=owner, form="exchange", planned_on=today + timedelta(days=5))
    with pytest.raises(BlockedError, match="Hold the exchange"):
        share_praise(praise, by=owner)
    with pytest.raises(DomainError, match="what shows it"):
        hold_honour(praise, by=owner, form="exchange", evidence="")
    with pytest.raises(DomainError, match="lies ahead"):
        hold_honour(praise, by=owner, form="exchange", evidence="x", held_on=today + timedelta(days=5))

    hold_honour(praise, by=owner, form="exchange", evidence="30 people of both sides, slides kept")

    assert share_praise(praise, by=owner).status == PraiseStatus.SHARED
    with pytest.raises(DomainError, match="held already"):
        plan_honour(praise, by=owner, form="exchange", planned_on=today)


def test_unverified_praise_is_not_honoured():
    praise = make_praise()

    with pytest.raises(DomainError, match="Verify the praise"):
        plan_honour(praise, by=praise.relationship.owner, form="letter", planned_on=clock.today())


def test_a_planned_form_asks_the_day_before_and_louder_when_its_day_is_over():
    clock.travel(NOON + timedelta(days=4))  # a Friday: nobody has to be thanked at the weekend
    praise, now = make_public(), clock.now()
    owner = praise.relationship.owner
    honour = plan_honour(praise, by=owner, form="sharing", planned_on=now.date() + timedelta(days=5))
    sweep_praise(at=now + timedelta(days=2))
    assert not Attention.objects.filter(rule="praise_honour").exists()

    for days, severity in ((5, Severity.SOON), (8, Severity.LATE)):
        praise.refresh_from_db()
        sweep_praise(at=now + timedelta(days=days))
        assert Attention.objects.get(rule="praise_honour", closed_at=None).severity == severity

    hold_honour(praise, by=owner, form="sharing", evidence="Told the team", at=now + timedelta(days=8))
    assert not Attention.objects.filter(rule="praise_honour", closed_at=None).exists()
    honour.refresh_from_db()
    assert honour.sweep_at is None


@pytest.mark.req("C-19")
def test_late_thanks_are_told_once_and_thanks_end_the_clock():
    praise = make_real()
    late = praise.thank_by + timedelta(minutes=1)

    assert sweep_praise(at=praise.thank_by - timedelta(minutes=1)) == 0
    assert sweep_praise(at=late) == 1
    assert sweep_praise(at=late) == 0
    assert Notification.objects.filter(kind="praise_thanks_late").count() == 1
    assert Attention.objects.get(rule="praise", closed_at=None).severity == Severity.LATE

    thank_for_praise(praise, by=praise.relationship.owner, how="mail", words="谢谢您的肯定！", at=late)

    mail = Notification.objects.get(kind="praise_thanks")
    assert (mail.address, mail.language) == (praise.contact.email, praise.contact.language)
    assert not Attention.objects.filter(rule="praise", closed_at=None).exists()
    with pytest.raises(DomainError, match="thanked already"):
        thank_for_praise(praise, by=praise.relationship.owner, how="call")


def test_thanks_by_mail_need_words_and_an_address():
    praise = make_real()
    owner = praise.relationship.owner
    with pytest.raises(DomainError, match="what is to be said"):
        thank_for_praise(praise, by=owner, how="mail")

    praise.contact.email = ""
    praise.contact.save(update_fields=["email"])
    with pytest.raises(DomainError, match="no address"):
        thank_for_praise(praise, by=owner, how="mail", words="Thanks")


def test_published_praise_stands_as_it_is_until_it_is_taken_down():
    praise = make_public()
    owner = praise.relationship.owner
    with pytest.raises(DomainError, match="Take it off the wall"):
        change_praise(praise, by=owner, text="Other words")

    praise = take_down_praise(praise, by=owner, reason="A name was wrong")

    assert (praise.status, praise.publicity) == (PraiseStatus.VERIFIED, Publicity.NONE)
    assert change_praise(praise, by=owner, text="Other words").text == "Other words"
