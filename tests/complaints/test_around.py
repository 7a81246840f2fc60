"""Around the life: who reads what, messages, duplicates, conflicts, watch list, recovery, leaving, privacy."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from brm.accounts.domain.leaving import OPEN_WORK, deactivate_person
from brm.attention.rebuild import differences
from brm.core import clock
from brm.core.errors import BlockedError, DomainError
from brm.documents.models import Document
from brm.matters.domain import thread_ids
from brm.notifications.models import Notification
from brm.parties.domain.contacts import contact_left, revoke_portal_access
from brm.parties.domain.handover import hand_over
from brm.search.domain.queries import search_for
from customers.complaints.domain import conflicts, merging, messages, recovery, steps, watching
from customers.complaints.domain.filing import file_complaint
from customers.complaints.domain.leaving import collect_person, erase_person
from customers.complaints.domain.queries import (
    complaints_for,
    complaints_open_to,
    files_of,
    open_complaints_for,
    visible_messages_of,
)
from customers.complaints.domain.waiting import expire_waits
from customers.complaints.enums import Status
from customers.complaints.models import Complaint, SatisfactionCheck, WatchEntry
from tests.factories.complaints import NOON, TEN, with_account
from tests.factories.parties import ContactFactory, RelationshipFactory
from tests.factories.people import UserFactory

PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 64


def test_insiders_read_what_is_theirs(stage):
    complaint = stage.at(Status.REFUSED)

    for person in (stage.owner, stage.lead, stage.executive):
        assert list(complaints_for(person)) == [complaint]
    for person in (stage.stranger, stage.engineer, stage.head, UserFactory(roles=["finance"])):
        assert not complaints_for(person).exists()
    steps.investigate(complaint, by=stage.executive, owner=stage.head)
    assert list(complaints_for(stage.head)) == [complaint]
    assert list(open_complaints_for(stage.head)) == [complaint]
    follower = UserFactory(roles=["engineer"])
    watching.watch(complaint, follower, by=stage.owner)
    assert list(complaints_for(follower)) == [complaint]


def test_outsiders_read_their_own_or_the_organisations(stage):
    user = with_account(stage.caller, stage.relationship)
    boss = with_account(stage.signer, stage.relationship, role="customer")
    mine, other = stage.file(), stage.file(contact=stage.colleague)
    elsewhere = RelationshipFactory(owner=stage.owner)
    foreign = with_account(ContactFactory(organisation=elsewhere.organisation, email="f@x.example"), elsewhere)

    assert set(complaints_open_to(user)) == {mine}
    assert set(complaints_open_to(boss)) == {mine, other}
    assert not complaints_open_to(foreign).exists()
    assert not complaints_open_to(stage.owner).exists()
    assert not complaints_for(user).exists()
    revoke_portal_access(stage.signer.portal_accesses.get(), by=stage.owner)
    assert not complaints_open_to(boss).exists()


def test_an_outsider_files_and_acts_only_on_what_is_open_to_them(stage):
    user = with_account(stage.caller, stage.relationship)
    photo = SimpleUploadedFile("photo.png", PNG)
    complaint = file_complaint(
        stage.relationship, by=user, text="打印机坏了", kind="user", path="direct", files=[photo], at=TEN
    )

    assert complaint.contact == stage.caller
    assert files_of(complaint, visible_only=True).get().brought_by == user
    assert Notification.objects.get(recipient=user, kind="complaint_received").language == "zh-hans"
    complaint = stage.bring(complaint, Status.DECISION_TOLD)
    stranger = with_account(stage.colleague, stage.relationship)
    for step in (steps.accept, lambda c, by: steps.refuse(c, by=by, reason="No")):
        with pytest.raises(DomainError, match="Only the complainant"):
            step(complaint, by=stranger)
    with pytest.raises(DomainError):
        steps.close(complaint, by=user)
    complaint = steps.accept(complaint, by=user)
    assert complaint.accepted_at
    elsewhere = RelationshipFactory(owner=stage.owner)
    with pytest.raises(DomainError, match="not open to you"):
        file_complaint(elsewhere, by=user, text="x", kind="user", path="direct")


def test_messages_among_us_and_with_the_complainant(stage):
    complaint = stage.file()
    mail = SimpleUploadedFile("log.txt", b"nothing")
    messages.write(complaint, by=stage.owner, text="Who has the key?", visible=False)
    messages.write(complaint, by=stage.owner, text="We are on it.", visible=True)
    messages.write(complaint, contact=stage.caller, text="Still down", visible=True, files=[mail], key="<1@x>")
    messages.write(complaint, contact=stage.caller, text="Still down", visible=True, key="<1@x>")

    assert [message.text for message in visible_messages_of(complaint)] == ["We are on it.", "Still down"]
    assert Document.objects.get().uploaded_contact == stage.caller
    assert Notification.objects.filter(kind="complaint_reply", recipient=stage.owner).count() == 1
    assert Notification.objects.filter(kind="complaint_message", contact_id=stage.caller.pk).count() == 1
    with pytest.raises(DomainError, match="writes to the complainant"):
        messages.write(complaint, by=stage.stranger, text="Hello", visible=True)
    with pytest.raises(DomainError, match="Only the complainant"):
        messages.write(complaint, contact=stage.colleague, text="Me too", visible=True)


@pytest.mark.req("INV-13")
def test_what_they_write_while_we_wait_is_the_reply(stage):
    complaint = stage.at(Status.WAITING)

    messages.write(complaint, contact=stage.caller, text="The left one", visible=True)

    complaint.refresh_from_db()
    assert complaint.status == Status.INVESTIGATING
    clock.travel(NOON + timedelta(days=30))
    assert expire_waits() == 0


@pytest.mark.req("INV-16", "C-14")
def test_a_relayed_and_a_direct_one_are_linked_and_both_count(stage):
    direct, relayed = stage.file(), stage.file(path="relayed", kind="customer", contact=stage.signer)
    with pytest.raises(DomainError, match="as one case"):
        merging.merge_complaints(relayed, direct, by=stage.owner)

    merging.link_as_one_case(direct, relayed, by=stage.owner)
    merging.link_as_one_case(direct, relayed, by=stage.owner)

    assert thread_ids(direct.matter) == sorted([direct.pk, relayed.pk])
    assert Complaint.objects.filter(path="relayed").count() == 1
    assert Complaint.objects.filter(path="direct").count() == 1


def test_a_duplicate_goes_on_in_the_other(stage):
    keep, drop = stage.file(), stage.file(contact=stage.colleague, text="The same")

    merging.merge_complaints(keep, drop, by=stage.owner)

    drop.refresh_from_db()
    assert (drop.status, drop.merged_into) == (Status.MERGED, keep)
    assert keep.watchers.get().contact == stage.colleague
    assert not drop.clocks.filter(stopped_at=None).exists()
    assert keep.matter.number in Notification.objects.get(kind="complaint_merged").body
    with pytest.raises(DomainError):
        merging.merge_complaints(keep, drop, by=stage.owner)
    other = RelationshipFactory(owner=stage.owner, team=stage.team)
    foreign = file_complaint(other, by=stage.owner, text="x", kind="user", path="direct")
    with pytest.raises(DomainError, match="different customers"):
        merging.merge_complaints(keep, foreign, by=stage.owner)
    assert [row for row in differences() if row.rule.startswith("complaint")] == []


@pytest.mark.req("C-36")
def test_a_conflict_has_a_mediator_facts_and_an_outcome(stage):
    complaint = stage.file()
    with pytest.raises(DomainError, match="cannot mediate"):
        conflicts.flag_conflict(complaint, by=stage.owner, reason="Blame", mediator=stage.owner)
    conflict = conflicts.flag_conflict(complaint, by=stage.owner, reason="They blame us", mediator=stage.head)

    assert Complaint.objects.get().has_conflict
    assert complaints_for(stage.head).exists()
    conflicts.note_on_conflict(conflict, by=stage.head, agreed_facts="Power failed at nine.")
    with pytest.raises(DomainError):
        conflicts.settle_conflict(conflict, by=stage.stranger, outcome="x")
    conflict = conflicts.settle_conflict(conflict, by=stage.head, outcome="Shared costs")
    assert conflict.settled_at
    assert not Complaint.objects.get().has_conflict


@pytest.mark.req("C-17")
def test_what_escalated_stays_on_the_watch_list_until_it_is_solved(stage):
    complaint = stage.at(Status.REFUSED)
    entry = WatchEntry.objects.get()
    watching.plan_next_step(entry, by=stage.owner, next_step="Call them", next_on=NOON.date())
    assert list(watching.watch_list_for(stage.owner)) == [entry]
    assert not watching.watch_list_for(stage.stranger).exists()
    with pytest.raises(BlockedError, match="until it is solved"):
        watching.take_off_watch_list(entry, by=stage.owner)

    steps.withdraw(complaint, by=stage.owner, statement="Fine")

    assert watching.take_off_watch_list(entry, by=stage.owner).removed_at


@pytest.mark.req("C-13", "K-13")
def test_after_closing_the_complainant_is_asked_and_the_recovery_is_kept(stage):
    first = stage.at(Status.CLOSED)
    check = SatisfactionCheck.objects.get()
    assert recovery.send_checks(at=check.due_at - timedelta(minutes=1)) == 0
    clock.travel(check.due_at)
    assert recovery.send_checks() == 1
    assert recovery.send_checks() == 0
    assert Notification.objects.filter(kind="complaint_check", contact_id=stage.caller.pk).count() == 1
    with pytest.raises(DomainError):
        recovery.record_satisfaction(first, score=101, contact=stage.caller)
    recovery.record_satisfaction(first, score=40, comment="Slow", contact=stage.caller)
    with pytest.raises(DomainError, match="already"):
        recovery.record_satisfaction(first, score=40, contact=stage.caller)

    later = clock.now() + timedelta(days=1)
    clock.travel(later)
    second = stage.bring(stage.file(at=later, text="Again"), Status.CLOSED, at=later)
    recovery.record_satisfaction(second, score=90, by=stage.owner)

    second.refresh_from_db()
    assert (second.score_before, second.score_after) == (Decimal(40), Decimal(90))


@pytest.mark.req("INV-57", "INV-58")
def test_complaints_go_along_with_hand_over_and_leaving(stage):
    complaint = stage.file()
    successor = UserFactory(name="Nora", roles=["manager"])
    hand_over(stage.relationship, to=successor, note="Mind the printer", by=stage.owner)

    complaint.refresh_from_db()
    assert complaint.owner == successor
    assert OPEN_WORK["complaints"].count(successor) == 1
    deactivate_person(successor, by=None, successor=stage.owner)
    complaint.refresh_from_db()
    assert complaint.owner == stage.owner
    contact_left(stage.caller, on=NOON.date(), by=stage.owner, successor=stage.colleague)
    complaint.refresh_from_db()
    assert complaint.contact == stage.colleague


def test_what_is_known_of_a_person_is_handed_over_and_forgotten(stage):
    complaint = stage.file(caller="王小姐", caller_reach="12345")
    messages.write(complaint, contact=stage.caller, text="Mine", visible=True)

    known = collect_person(stage.caller)
    assert known is not None
    assert known["complaints"][0]["matter__number"] == complaint.number
    assert known["messages"][0]["text"] == "Mine"
    erase_person(stage.caller)
    complaint.refresh_from_db()
    assert (complaint.caller, complaint.caller_reach) == ("", "")


def test_a_complaint_is_found_by_its_words_and_by_its_engineer(stage):
    complaint = stage.at(Status.ASSESSED)
    steps.investigate(complaint, by=stage.owner, owner=stage.engineer)

    for person in (stage.owner, stage.engineer):
        found = [hit for group in search_for(person, "printer Friday").groups for hit in group.hits]
        assert ["CP-2026-00001" in hit.plain_title for hit in found] == [True], person
    assert not [hit for group in search_for(stage.stranger, "printer Friday").groups for hit in group.hits]


def test_past_days_are_told_in_the_past(stage):
    complaint = stage.at(Status.CLOSED)

    assert complaint.closed_at == TEN
    assert not complaint.messages.exclude(at=TEN).exists()
