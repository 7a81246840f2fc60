"""Anonymous is anonymous: nothing in the database leads from an answer to a person (ruling 32, issue 4 must show 4)."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction
from django.test import Client

from brm.audit.models import AuditEvent
from brm.core import clock
from brm.core.errors import DomainError
from brm.parties.models import Contact
from brm.timeline.models import TimelineEntry
from surveys.answering.domain.ballots import empty_boxes
from surveys.answering.domain.queries import responses_for
from surveys.answering.domain.taking import save_draft, submit_response, take_by_phone
from surveys.answering.models import Answer, Ballot, FollowUp, Response
from surveys.asking.domain.calling import ask_by_phone
from tests.answering.factories import BAD, GOOD, invite, make_campaign, make_version
from tests.factories.parties import RelationshipFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign():
    relationship = RelationshipFactory()
    made = make_campaign(make_version(), owner=relationship.owner, is_anonymous=True)
    made.customer = relationship
    return made


def several(campaign, number):
    return [invite(campaign.customer, campaign=campaign) for _ in range(number)]


def test_a_ballot_is_cast_once_and_waits_for_company(campaign):
    invitations = several(campaign, 6)
    for invitation, _token in invitations[:4]:
        assert submit_response(invitation, GOOD) is None
    with pytest.raises(DomainError):
        submit_response(invitations[0][0], GOOD)

    assert (Ballot.objects.count(), Response.objects.count()) == (4, 0)
    assert empty_boxes() == 0  # of four everybody could guess
    submit_response(invitations[4][0], BAD)
    assert empty_boxes() == 5
    assert (Ballot.objects.count(), Response.objects.count()) == (0, 5)
    submit_response(invitations[5][0], BAD)
    assert empty_boxes() == 0
    campaign.status, campaign.closed_at = "closed", clock.now()
    campaign.save()
    assert (empty_boxes(), empty_boxes()) == (1, 0)
    assert sorted(Response.objects.values_list("csat", flat=True)) == [0, 0, 100, 100, 100, 100]
    assert Answer.objects.filter(question__code="words").count() == 2


def test_an_answer_names_nobody_and_no_moment(campaign):
    drawn = several(campaign, 8)
    ballots = []
    for invitation, _token in drawn:
        save_draft(invitation, {"content": 1})
        submit_response(invitation, BAD)
        ballots.append(Ballot.objects.exclude(pk__in=ballots).values_list("pk", flat=True).get())
    empty_boxes()

    for response in Response.objects.all():
        assert response.pk not in ballots
        named = {
            field.name: getattr(response, field.attname)
            for field in Response._meta.concrete_fields
            if field.name in {"invitation", "contact", "matter", "taken_by", "started_at", "submitted_at"}
        }
        assert set(named.values()) == {None}
    # nothing says in history, on the timeline or as a follow-up that one of them has just answered
    assert not FollowUp.objects.exists()
    assert not AuditEvent.objects.filter(action__startswith="survey").exists()
    assert not TimelineEntry.objects.filter(kind="survey").exists()
    assert not responses_for(campaign.owner).exists()
    # what the invitation keeps of it is that it is over, and the day
    invitation = drawn[0][0]
    invitation.refresh_from_db()
    assert (invitation.status, invitation.step_at) == ("answered", None)
    assert type(invitation._meta.get_field("ended_on")) is models.DateField


def test_the_schema_has_no_way_from_a_ballot_or_an_anonymous_answer_to_a_person(campaign):
    assert {field.name for field in Ballot._meta.get_fields()} == {"id", "campaign", "content", "on"}
    assert not [model for model in apps.get_models() for field in model._meta.get_fields()
                if getattr(field, "related_model", None) is Ballot]  # fmt: skip
    invitation, _token = several(campaign, 1)[0]
    submit_response(invitation, BAD)
    content = Ballot.objects.get().content
    assert content.keys() == {"version", "relationship", "service", "kind", "grade", "channel", "figures", "answers"}
    assert {key for row in content["answers"] for key in row} == {
        "question", "line", "value", "chosen", "text", "points", "factor",
    }  # fmt: skip
    # the database itself refuses a response that has lost its person but kept a way to them
    facts = {
        "version_id": invitation.version_id, "relationship_id": invitation.relationship_id, "respondent_kind": "user",
        "campaign": campaign, "contact": None, "started_at": None,
    }  # fmt: skip
    for leak in ({"invitation": invitation}, {"submitted_at": clock.now(), "answered_on": clock.today()},
                 {"started_at": clock.now()}, {"taken_by": campaign.owner}):  # fmt: skip
        with pytest.raises(IntegrityError), transaction.atomic():
            Response.objects.create(**facts | leak)


def test_the_order_of_the_box_is_not_the_order_of_answering(campaign):
    for place, (invitation, _token) in enumerate(several(campaign, 30)):
        submit_response(invitation, GOOD | {"words": f"{place:02}"})
    empty_boxes()

    words = Answer.objects.filter(question__code="words").order_by("pk").values_list("text", flat=True)
    assert sorted(words) != list(words)


def test_nobody_writes_an_anonymous_answer_down_for_somebody(campaign):
    invitation, _token = several(campaign, 1)[0]
    with pytest.raises(DomainError, match="anonymous"):
        take_by_phone(invitation, GOOD, by=UserFactory())


@pytest.mark.usefixtures("clean_cache")
def test_nobody_is_put_on_the_call_list_for_an_anonymous_survey(campaign):
    """By the way it came its answer would name them."""
    invitation, _token = several(campaign, 1)[0]
    invitation.contact.phone = "+86 10 5555 1234"
    invitation.contact.save(update_fields=["phone"])
    with pytest.raises(DomainError):
        ask_by_phone(invitation, by=campaign.owner)
    invitation.refresh_from_db()
    assert invitation.channel == "mail"


def test_the_page_keeps_nothing_before_the_end(campaign):
    invitation, token = several(campaign, 1)[0]
    anybody = Client(enforce_csrf_checks=True)
    page = anybody.get(f"/s/{token}/").content.decode()
    assert "q-content" in page
    assert "q-words" in page
    assert anybody.post(f"/s/{token}/", {"q-easy": 3}).status_code == 422
    assert not Response.objects.exists()
    sent = anybody.post(f"/s/{token}/", {"q-content": 4, "q-easy": 3})

    assert sent.status_code == 302
    assert Ballot.objects.count() == 1
    assert not anybody.cookies
    assert Contact.objects.filter(pk=invitation.contact_id).exists()


def test_what_fails_on_the_way_to_the_box_may_be_sent_again(campaign):
    invitation, _token = several(campaign, 1)[0]
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE answering_ballot ADD CONSTRAINT full_box CHECK (false)")
    with pytest.raises(IntegrityError):
        submit_response(invitation, GOOD)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE answering_ballot DROP CONSTRAINT full_box")

    assert submit_response(invitation, GOOD, at=clock.now() + timedelta(minutes=1)) is None
    assert Ballot.objects.count() == 1
