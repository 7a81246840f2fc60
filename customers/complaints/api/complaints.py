"""Complaints for programs: every verb the pages have, refused in the same words (C-12 to C-17)."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.files.base import File
from django.db import models
from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from brm.accounts.models import User
from brm.api.verbs import verb
from brm.api.views import MakeSet, insiders
from brm.catalogue.models import Service
from brm.ui.keyset import Sort
from customers.complaints.api import shapes
from customers.complaints.domain import conflicts, merging, messages, recovery, steps, watching
from customers.complaints.domain.filing import file_complaint
from customers.complaints.domain.queries import complaints_for, conflict_of, messages_of, with_parts
from customers.complaints.enums import Channel
from customers.complaints.models import Complaint, ComplaintMessage, Conflict


def _complaints(user: User) -> "QuerySet[Complaint]":
    return with_parts(complaints_for(user))


class ComplaintSet(MakeSet):
    """Complaints of one's customers, one's own, and those one is named in."""

    title = _("Complaints")
    show = insiders
    source = staticmethod(_complaints)
    serializer_class = shapes.ComplaintSerializer
    order = Sort("received", ("received_at",), descending=True)
    filterset_fields = {
        "relationship": ["exact"], "status": ["exact", "in"], "path": ["exact"], "kind": ["exact"],
        "severity": ["exact"], "level": ["exact", "gte"], "owner": ["exact"], "service": ["exact"],
        "contact": ["exact"], "channel": ["exact"], "has_conflict": ["exact"], "is_past": ["exact"],
        "received_at": ["lte", "gte"], "desk_at": ["lte", "gte"], "closed_at": ["lte", "gte", "isnull"],
    }  # fmt: skip

    def again(self, noun: Complaint) -> Complaint:
        """The complaint as it is now; whoever gave it away may see it no more."""
        return self.rows().filter(pk=noun.pk).first() or noun

    def make(self, data: dict[str, Any]) -> models.Model:
        data["title"] = data.pop("matter", {}).get("title", "")
        data["remedy"] = data.pop("remedy_sought", "")
        complaint = file_complaint(data.pop("relationship"), by=self.person, **data)
        hanging: Any = complaint.__dict__.setdefault(
            "_prefetched_objects_cache", {}
        )  # what is new has nothing else yet
        hanging["clocks"], hanging["rises"] = complaint.clocks.all(), complaint.rises.none()
        hanging["clocks"]._result_cache = list(complaint.first_clocks)
        return complaint

    @verb(_("Acknowledge"), takes=shapes.AcknowledgeSerializer)
    def acknowledge(
        self, noun: Complaint, channel: str = Channel.EMAIL, acknowledged_at: datetime | None = None, text: str = ""
    ) -> Complaint:
        """Tell the complainant that somebody has it in hand; stops the first clock."""
        return self.again(
            steps.acknowledge(noun, by=self.person, channel=channel, acknowledged_at=acknowledged_at, text=text)
        )

    @verb(_("Assess"), takes=shapes.AssessSerializer)
    def assess(
        self,
        noun: Complaint,
        severity: int,
        impact: str,
        remedy_sought: str | None,
        service: Service | None,
        category: str | None,
    ) -> Complaint:
        """The severity sets the limits of answer and solution, counted from when it was received."""
        return self.again(
            steps.assess(
                noun, by=self.person, severity=severity, impact=impact, remedy_sought=remedy_sought, service=service,
                category=category,
            )
        )  # fmt: skip

    @verb(_("Start the investigation"), takes=shapes.InvestigateSerializer)
    def investigate(self, noun: Complaint, owner: User | None, reason: str) -> Complaint:
        """Names the owner. After a refusal somebody of higher rank takes over and new clocks start."""
        return self.again(steps.investigate(noun, by=self.person, owner=owner, reason=reason))

    @verb(_("Give it to somebody else"), takes=shapes.AssignSerializer)
    def assign(self, noun: Complaint, to: User, reason: str) -> Complaint:
        """Another owner; the state stays."""
        return self.again(steps.assign(noun, to=to, by=self.person, reason=reason))

    @verb(_("Propose an answer"), takes=shapes.ProposeSerializer, path="propose-answer")
    def propose(
        self,
        noun: Complaint,
        root_cause: str,
        corrective_action: str,
        remedy_offered: str,
        remedy_cost: Decimal | None,
        remedy_currency: str,
    ) -> Complaint:
        """By the owner: root cause, corrective action, remedy."""
        return self.again(
            steps.propose_answer(
                noun, by=self.person, root_cause=root_cause, corrective_action=corrective_action,
                remedy_offered=remedy_offered, remedy_cost=remedy_cost, remedy_currency=remedy_currency,
            )
        )  # fmt: skip

    @verb(_("Send the answer back"), takes=shapes.ComplaintReasonSerializer, path="send-back")
    def send_back(self, noun: Complaint, reason: str) -> Complaint:
        """The answer is not good enough yet."""
        return self.again(steps.send_back(noun, by=self.person, reason=reason))

    @verb(_("Approve the remedy"), path="approve-remedy")
    def approve(self, noun: Complaint) -> Complaint:
        """A lead or somebody above agrees to the cost."""
        return self.again(steps.approve_remedy(noun, by=self.person))

    @verb(_("Tell the decision"), takes=shapes.TellSerializer, path="tell-decision")
    def tell(self, noun: Complaint, decision: str, verdict: str, channel: str, told_at: datetime | None) -> Complaint:
        """Stops the answer clock; the complainant can accept or refuse."""
        return self.again(
            steps.tell_decision(
                noun, by=self.person, decision=decision, verdict=verdict, channel=channel, told_at=told_at
            )
        )

    @verb(_("Record that they accept"), takes=shapes.AcceptSerializer)
    def accept(self, noun: Complaint, text: str) -> Complaint:
        """It may be closed now."""
        return self.again(steps.accept(noun, by=self.person, text=text))

    @verb(_("Record that they refuse"), takes=shapes.ComplaintReasonSerializer)
    def refuse(self, noun: Complaint, reason: str) -> Complaint:
        """It rises to the next level."""
        return self.again(steps.refuse(noun, by=self.person, reason=reason))

    @verb(_("Record an attempt to reach them"), takes=shapes.AttemptSerializer, path="record-attempt")
    def attempt(self, noun: Complaint, text: str, channel: str) -> Complaint:
        """Two without reply stand for an answer."""
        return self.again(steps.record_attempt(noun, by=self.person, text=text, channel=channel))

    @verb(_("Ask the complainant"), takes=shapes.AskSerializer)
    def ask(self, noun: Complaint, question: str) -> Complaint:
        """The clocks of answer and solution rest until they reply."""
        return self.again(steps.ask(noun, by=self.person, question=question))

    @verb(_("Record their reply"), takes=shapes.ReplySerializer, path="answer-question")
    def reply(self, noun: Complaint, text: str) -> Complaint:
        """The clocks go on."""
        return self.again(steps.answer_question(noun, by=self.person, text=text))

    @verb(_("Record the withdrawal"), takes=shapes.WithdrawSerializer)
    def withdraw(self, noun: Complaint, statement: str) -> Complaint:
        """Counted apart."""
        return self.again(steps.withdraw(noun, by=self.person, statement=statement))

    @verb(_("Close"))
    def close(self, noun: Complaint) -> Complaint:
        """Needs the decision told, the root cause, and their answer or two attempts to get it (INV-12)."""
        return self.again(steps.close(noun, by=self.person))

    @verb(_("Reopen"), takes=shapes.ComplaintReasonSerializer)
    def reopen(self, noun: Complaint, reason: str) -> Complaint:
        """Within thirty days after closing."""
        return self.again(steps.reopen(noun, by=self.person, reason=reason))

    @verb(_("Merge into another complaint"), takes=shapes.MergeSerializer)
    def merge(self, noun: Complaint, keep: Complaint, reason: str) -> Complaint:
        """This one ends; the answer is the one it goes on in."""
        return self.again(merging.merge_complaints(keep, noun, by=self.person, reason=reason))

    @verb(_("Link to the same case"), takes=shapes.ComplaintLinkSerializer)
    def link(self, noun: Complaint, other: Complaint) -> Complaint:
        """Both go on and both count (INV-16)."""
        merging.link_as_one_case(noun, other, by=self.person)
        return self.again(noun)

    @verb(_("Flag a conflict"), takes=shapes.FlagSerializer, answers=shapes.ConflictSerializer, path="flag-conflict")
    def flag(self, noun: Complaint, reason: str, mediator: User) -> Conflict:
        """With somebody who mediates (C-36)."""
        return conflicts.flag_conflict(noun, by=self.person, reason=reason, mediator=mediator)

    @verb(
        _("Settle the conflict"), takes=shapes.SettleConflictSerializer, answers=shapes.ConflictSerializer,
        path="settle-conflict",
    )  # fmt: skip
    def settle(self, noun: Complaint, agreed_facts: str, outcome: str) -> Conflict:
        """With the facts both sides agree on."""
        conflict = conflict_of(noun)
        if conflict is None:
            raise Http404
        return conflicts.settle_conflict(conflict, by=self.person, agreed_facts=agreed_facts, outcome=outcome)

    @verb(_("Record how content they are"), takes=shapes.ScoreSerializer)
    def satisfaction(self, noun: Complaint, score: int, comment: str) -> Complaint:
        """From 0 to 100, after closing (K-13)."""
        recovery.record_satisfaction(noun, score=score, comment=comment, by=self.person)
        return self.again(noun)

    @verb(_("Let a colleague watch"), takes=shapes.WatcherSerializer)
    def watch(self, noun: Complaint, user: User) -> Complaint:
        """They hear how it goes on."""
        watching.watch(noun, user, by=self.person)
        return self.again(noun)

    @verb(_("Take a watcher off"), takes=shapes.WatcherSerializer)
    def unwatch(self, noun: Complaint, user: User) -> Complaint:
        """They need not hear of it any more."""
        watching.unwatch(noun, user, by=self.person)
        return self.again(noun)

    @verb(_("Put on the watch list"), takes=shapes.FollowSerializer)
    def follow(self, noun: Complaint, next_step: str, next_on: date | None) -> Complaint:
        """Until it is solved (C-17)."""
        watching.add_to_watch_list(noun.matter, by=self.person, next_step=next_step, next_on=next_on)
        return self.again(noun)

    @verb(_("What was said"), answers=shapes.ComplaintMessageSerializer, many=True, method="get", path="messages")
    def said(self, noun: Complaint) -> "QuerySet[ComplaintMessage]":
        """Everything, oldest first, internal notes too."""
        return messages_of(noun)

    @verb(
        _("Write a message or a note"),
        takes=shapes.ComplaintWriteSerializer,
        answers=shapes.ComplaintMessageSerializer,
        status=201,
    )
    def write(self, noun: Complaint, text: str, visible: bool, key: str, files: list[File]) -> ComplaintMessage:
        """To the complainant, or a note among us."""
        return messages.write(noun, by=self.person, text=text, visible=visible, key=key, files=files)
