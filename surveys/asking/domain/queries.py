"""What a person may read about asking (rulings 13, 14)."""

from collections.abc import Collection

from django.db.models import Count, Q, QuerySet

from brm.accounts.domain.queries import acting_ids
from brm.accounts.enums import Role
from brm.accounts.models import User
from brm.parties.models import Contact, Relationship
from surveys.asking.domain.budget import sees_asking
from surveys.asking.domain.offering import BY_VOICE
from surveys.asking.enums import LIVE, InvitationStatus
from surveys.asking.models import CallTry, Invitation, OptOut, SurveyRule
from surveys.questionnaires.models import Question, Questionnaire

WITH = ("contact", "relationship__organisation", "matter", "rule", "campaign", "service")
DUE = (InvitationStatus.PLANNED, InvitationStatus.HELD)


def rules_for(user: User) -> "QuerySet[SurveyRule]":
    """The rules: everybody who keeps relationships may know why their customers are asked."""
    rows = SurveyRule.objects.select_related("questionnaire")
    return rows if sees_asking(user) else rows.none()


def invitations_for(user: User) -> "QuerySet[Invitation]":
    """The invitations on relationships a person may see."""
    rows = Invitation.objects.select_related(*WITH)
    if user.has_role(Role.EXECUTIVE):
        return rows
    return rows.filter(relationship__in=Relationship.objects.visible_to(user).order_by().values("pk"))


def reachable_for(user: User) -> "QuerySet[Invitation]":
    """The invitations a person may see, and those they were named to call (or stand in for who was)."""
    rows = Invitation.objects.select_related(*WITH)
    if user.has_role(Role.EXECUTIVE):
        return rows
    visible = Relationship.objects.visible_to(user).order_by().values("pk")
    named = Q(caller__in=acting_ids(user), channel__in=BY_VOICE) if user.is_insider else Q(pk__in=())
    return rows.filter(Q(relationship__in=visible) | named)


def calls_for(user: User) -> "QuerySet[Invitation]":
    """Whom to call or to ask on a visit, the longest waiting first: of one's customers, and whom one was named for."""
    return reachable_for(user).filter(status=InvitationStatus.SENT, channel__in=BY_VOICE).select_related("caller")


def to_give_for(user: User) -> "QuerySet[Invitation]":
    """Calls, made or to be made, for which one may name somebody."""
    return invitations_for(user).filter(status__in=LIVE, channel__in=BY_VOICE)


def keeps_customer_of(user: User, invitation: Invitation) -> bool:
    """Whether a person sees more of the customer than this one call."""
    return invitations_for(user).filter(pk=invitation.pk).exists()


def tries_of(invitation: Invitation) -> "QuerySet[CallTry]":
    """The attempts to reach somebody, the latest first."""
    return invitation.tries.select_related("by")


def opt_outs_for(user: User) -> "QuerySet[OptOut]":
    """Who of one's contacts does not want to be asked."""
    rows = OptOut.objects.filter(ended_at=None).select_related("contact__organisation", "by")
    if user.has_role(Role.EXECUTIVE):
        return rows
    mine = Relationship.objects.visible_to(user).order_by().values("organisation")
    return rows.filter(contact__organisation__in=mine) | rows.filter(contact__organisation__parent__in=mine)


def asked_of(user: User, contact: Contact) -> "QuerySet[Invitation]":
    """When and why one contact was asked, or was not; the latest first."""
    return invitations_for(user).filter(contact=contact).order_by("-id")


def wish_of(contact: Contact) -> OptOut | None:
    """Their wish not to be asked, if it stands."""
    return OptOut.objects.filter(contact=contact, ended_at=None).first()


def questionnaires_to_ask_with() -> "QuerySet[Questionnaire]":
    """The questionnaires a rule may ask with: those not put away."""
    return Questionnaire.objects.filter(archived_at=None).order_by("name")


def rules_that_ask(questionnaire: Questionnaire) -> "QuerySet[SurveyRule]":
    """The rules in force that ask with it."""
    return SurveyRule.objects.filter(questionnaire=questionnaire, is_active=True).order_by("name")


def figures_of_rule(user: User, rule: SurveyRule) -> dict[str, int]:
    """How many a rule has asked, how many answered, among what a person may see."""
    counted = invitations_for(user).filter(rule=rule).order_by().values_list("status").annotate(n=Count("pk"))
    return {str(status): n for status, n in counted}


def script_of(invitation: Invitation) -> list[tuple[str, str]]:
    """What to ask on the phone, in the language of the person called: each question and how it is answered."""
    if invitation.version_id is None:
        return []
    questions = Question.objects.filter(version=invitation.version_id).order_by("position")
    language = invitation.contact.language
    return [(question.said("text", language), question.get_type_display()) for question in questions]


def questionnaires_open_to(user: User) -> "QuerySet[Questionnaire]":
    """The questionnaires somebody who sees the rules may name."""
    return questionnaires_to_ask_with() if sees_asking(user) else Questionnaire.objects.none()


def just_asked(known: Collection[int]) -> "QuerySet[Invitation]":
    """Who is asked and has not answered, but for those known already; in the order they were asked."""
    return Invitation.objects.filter(status=InvitationStatus.SENT).exclude(pk__in=known).order_by("sent_at", "pk")
