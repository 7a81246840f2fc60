"""Words of what a manager knows of a customer."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from brm.parties.enums import Persona


class Stance(models.TextChoices):
    """How a stakeholder stands to us (G-42)."""

    SUPPORTER = "supporter", _("Supporter")
    FRIENDLY = "friendly", _("Well disposed")
    NEUTRAL = "neutral", pgettext_lazy("stance", "Neutral")
    CRITICAL = "critical", _("Critical")
    OPPONENT = "opponent", _("Opponent")


class Quadrant(models.TextChoices):
    """The four fields of the influence and interest grid (G-42)."""

    CLOSELY = "closely", _("Manage closely")
    SATISFIED = "satisfied", _("Keep satisfied")
    INFORMED = "informed", _("Keep informed")
    MONITOR = "monitor", pgettext_lazy("quadrant", "Monitor")


class Audience(models.TextChoices):
    """Whom a contact point serves: customers and users are apart (C-25, C-28)."""

    EVERYBODY = "everybody", _("Customers and users")
    CUSTOMERS = "customers", _("Customers only")
    USERS = "users", _("Users only")


class PointChannel(models.TextChoices):
    """How a contact point is reached."""

    PHONE = "phone", _("Phone")
    MAIL = "mail", _("E-mail")
    PORTAL = "portal", _("Customer portal")
    MESSAGE = "message", _("Instant message")
    DESK = "desk", _("Service desk on site")
    PERSON = "person", _("Named person")


class Concern(models.TextChoices):
    """What each persona wants to talk about (C-31)."""

    SOLVED = "solved", _("Concrete problems get solved")
    SPEED = "speed", _("How fast and how well they are solved")
    MAJOR = "major", _("Sudden major events of level 1")
    SATISFACTION = "satisfaction", _("Satisfaction with the service")
    THORNY = "thorny", _("How far thorny problems are solved")
    PLANNING = "planning", _("Next year’s planning and what the service can improve")
    EXTRAS = "extras", _("What value-added services are worth")
    VALUE = "value", _("The value of the service")
    EFFORT = "effort", _("Resources and effort we give")
    PRICE = "price", pgettext_lazy("concern", "Price")
    PENALTIES = "penalties", _("Penalty clauses that bind both sides")


CONCERNS: dict[str, tuple[Concern, ...]] = {
    Persona.SYSADMIN: (Concern.SOLVED, Concern.SPEED, Concern.MAJOR),
    Persona.FINANCE: (Concern.SATISFACTION, Concern.THORNY, Concern.PLANNING, Concern.EXTRAS),
    Persona.EXECUTIVE: (Concern.VALUE, Concern.EFFORT, Concern.PRICE, Concern.PENALTIES),
}


class SignalImpact(models.TextChoices):
    """What a changed need would mean for us (C-30)."""

    HIGH = "high", pgettext_lazy("impact", "High")
    MEDIUM = "medium", pgettext_lazy("impact", "Medium")
    LOW = "low", pgettext_lazy("impact", "Low")


class ExpectationKind(models.TextChoices):
    EXPECTATION = "expectation", _("Expectation")
    ASSUMPTION = "assumption", _("Assumption")


class ExpectationStatus(models.TextChoices):
    """The life of an expectation (4.2)."""

    OPEN = "open", pgettext_lazy("expectation", "Open")
    CONFIRMED = "confirmed", _("Confirmed")
    MET = "met", _("Met")
    UNMET = "unmet", _("Not met")


class DifficultyClass(models.TextChoices):
    """The three classes of difficulties with a customer (C-32)."""

    DELIVERY = "delivery", _("Delivery")
    COMMERCIAL = "commercial", _("Commercial")
    COGNITIVE = "cognitive", _("Cognitive")


class DifficultyItem(models.TextChoices):
    """The difficulties met most, by class (C-32)."""

    BACKLOG = "backlog", _("A backlog of old problems to clear together")
    PRODUCT = "product", _("Delivery problems that the product cannot solve")
    RESEARCH = "research", _("Problems that need research and development, perhaps unsolved")
    WATCHED = "watched", _("Technical problems the customer watches and we cannot help with")
    DELIVERY_OTHER = "delivery_other", _("Another difficulty of delivery")
    RESOURCES = "resources", _("Resources asked for exceed the cost")
    NO_PRICE = "no_price", _("No agreement on the price")
    PENALTY = "penalty", _("Penalty clauses we cannot accept")
    COMMERCIAL_OTHER = "commercial_other", _("Another commercial difficulty")
    NO_VALUE = "no_value", _("Their top management sees no value")
    NO_FIGURES = "no_figures", _("The value cannot be shown in figures")
    DISBELIEF = "disbelief", _("We do not firmly believe in the value ourselves")
    THIN_PAPERS = "thin_papers", _("Our documents and proposals are too thin and belittle the value")
    COGNITIVE_OTHER = "cognitive_other", _("Another cognitive difficulty")


ITEMS: dict[str, tuple[DifficultyItem, ...]] = {
    DifficultyClass.DELIVERY: (
        DifficultyItem.BACKLOG, DifficultyItem.PRODUCT, DifficultyItem.RESEARCH, DifficultyItem.WATCHED,
        DifficultyItem.DELIVERY_OTHER,
    ),
    DifficultyClass.COMMERCIAL: (
        DifficultyItem.RESOURCES, DifficultyItem.NO_PRICE, DifficultyItem.PENALTY, DifficultyItem.COMMERCIAL_OTHER,
    ),
    DifficultyClass.COGNITIVE: (
        DifficultyItem.NO_VALUE, DifficultyItem.NO_FIGURES, DifficultyItem.DISBELIEF, DifficultyItem.THIN_PAPERS,
        DifficultyItem.COGNITIVE_OTHER,
    ),
}  # fmt: skip


class DifficultyStatus(models.TextChoices):
    """The life of a difficulty (4.2)."""

    OPEN = "open", pgettext_lazy("difficulty", "Open")
    WORKING = "working", _("Being worked on")
    SOLVED = "solved", _("Solved")
    ACCEPTED = "accepted", pgettext_lazy("difficulty", "Accepted")


class Grade(models.TextChoices):
    """How grave a major event is."""

    SPECIAL = "special", _("Special grade")
    ONE = "one", _("Level 1")
    TWO = "two", _("Level 2")


class EventStatus(models.TextChoices):
    """The life of a major event (4.2)."""

    REPORTED = "reported", _("Reported")
    IN_HAND = "in_hand", _("In hand")
    SOLVED = "solved", _("Solved")
    REVIEWED = "reviewed", _("Reviewed")
    CLOSED = "closed", pgettext_lazy("major event", "Closed")


class Factor(models.TextChoices):
    """The eight critical success factors of the customer relationship (C-23)."""

    ACHIEVING = "achieving", _("Ability to achieve the service itself")
    CONSISTENCY = "consistency", _("Consistency and standardisation")
    ATTITUDE = "attitude", _("Attitude and awareness")
    FOLLOWING = "following", _("Ability to follow and understand changing needs")
    ADAPTING = "adapting", _("Ability to adapt flexibly to them")
    GUIDING = "guiding", _("Ability to guide and manage needs")
    FURTHERING = "furthering", _("The service furthers the customer’s own business")
    COMMUNICATING = "communicating", _("The manager’s communication and coordination")


class Goal(models.TextChoices):
    """The three goals of the customer relationship (C-02)."""

    SERVE = "serve", _("Serve and manage the customer’s needs well")
    PERCEPTION = "perception", _("A more positive evaluation and use of the service")
    MUTUAL = "mutual", _("A lasting relationship from which both gain")


class ObjectiveStatus(models.TextChoices):
    """How an objective stands, as last reviewed."""

    NEW = "new", _("Not reviewed yet")
    ON_TRACK = "on_track", _("On track")
    BEHIND = "behind", pgettext_lazy("objective", "Behind")
    REACHED = "reached", _("Reached")
    GIVEN_UP = "given_up", _("Given up")


class Segment(models.TextChoices):
    """How long a group of customers stays, and what it therefore needs (C-38)."""

    LONG = "long", _("Stays for long")
    SHORT = "short", _("Stays for a short time")
    AS_USED = "as_used", _("Pays as it uses")


TONES: dict[str, str] = {
    ExpectationStatus.OPEN: "blue", ExpectationStatus.CONFIRMED: "blue", ExpectationStatus.MET: "green",
    ExpectationStatus.UNMET: "red", DifficultyStatus.WORKING: "yellow", DifficultyStatus.SOLVED: "green",
    EventStatus.REPORTED: "red", EventStatus.IN_HAND: "orange", EventStatus.REVIEWED: "blue",
    ObjectiveStatus.NEW: "blue", ObjectiveStatus.ON_TRACK: "green", ObjectiveStatus.BEHIND: "orange",
    ObjectiveStatus.REACHED: "green", Stance.SUPPORTER: "green", Stance.FRIENDLY: "green", Stance.CRITICAL: "orange",
    Stance.OPPONENT: "red",
}  # fmt: skip
"""The colour each state wears; grey where none is named."""


def tone_of(state: str) -> str:
    """The colour of a state."""
    return TONES.get(state, "grey")
