"""The risk control tables of the method, per kind of relationship (table 9.1 and our proposals, 2.1 to 2.3)."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from brm.parties.enums import Kind


@dataclass(frozen=True)
class Offered:
    """One line of a control table: what may go wrong, what it leads to, how it is held in check."""

    key: str
    title: object
    effect: object
    control: object


TABLES: dict[str, tuple[Offered, ...]] = {
    Kind.CUSTOMER: (
        Offered(
            "real_needs", _("The real needs, above all those of key customers, are not understood"),
            _("The service aims at the wrong target; the customer is dissatisfied."),
            _("Dig out the real needs; sign supplementary agreements in time; win the support of their executives."),
        ),
        Offered(
            "many_stakeholders", _("Many stakeholders surround the service and their needs diverge"),
            _("No focus; some stakeholders are dissatisfied; cost grows."),
            _("Service reports that differ by stakeholder, reviewed in time; cost figures for their own use; where "
              "needed, a supplementary agreement."),
        ),
        Offered(
            "expectations", _("Expectations grow beyond the agreement"), _("Free work, and a loss."),
            _("Keep expectations in view, check the scope, sign a supplementary agreement."),
        ),
        Offered(
            "key_person", _("A key person on either side leaves"), _("Trust has to be built anew."),
            _("Deputies on both sides, first contact at once, a hand-over note."),
        ),
        Offered(
            "unseen_complaint", _("Complaints of users go to the customer and we do not see them"),
            _("Pressure comes late and from above."),
            _("A channel for users; relayed complaints followed apart from direct ones."),
        ),
        Offered(
            "no_value", _("Their executives see no value in the service"), _("Pressure on the price; loss."),
            _("Executive visits; value shown in figures."),
        ),
    ),
    Kind.SUPPLIER: (
        Offered(
            "withdraws", _("A cooperating supplier changes or withdraws"),
            _("The service becomes inconsistent; customers are affected."),
            _("Spot it early; keep alternates; transition and knowledge transfer; an exit clause."),
        ),
        Offered(
            "falls_short", _("The supplier’s delivery falls short of the support contract"),
            _("Our own agreement is missed."),
            _("Screen beforehand; a stricter contract; regular audits; penalties; an improvement plan."),
        ),
        Offered(
            "competes", _("The supplier competes with us or deals with the customer directly"),
            _("We lose the customer."),
            _("A competition clause; complementarity judged at selection; our own contact with the customer."),
        ),
        Offered(
            "unclear_duties", _("Scope and duties between suppliers are unclear"),
            _("Blame is shifted, solutions are slow, disputes arise."),
            _("A cooperation mechanism, split duties, an agreed way to settle disputes."),
        ),
        Offered(
            "turnover", _("The supplier’s engineers change often"), _("Quality swings."),
            _("Staff stability in the audit; a clause on key persons."),
        ),
    ),
    Kind.THIRD_PARTY: (
        Offered(
            "no_endorsement", _("The customer has not endorsed the third party’s part"),
            _("It may refuse to cooperate, and we have no standing."),
            _("Have the customer name it and its scope in writing."),
        ),
        Offered(
            "information", _("Information given to the third party goes further than agreed"),
            _("Loss of trust; damage to the customer."),
            _("Classify what is shared; share no more than is needed; keep a record."),
        ),
        Offered(
            "slow_help", _("The third party does not help in time when its part is needed"),
            _("Our own promise is missed through no fault of ours."),
            _("Agree on contact persons and times; ask early; bring the customer in."),
        ),
    ),
}  # fmt: skip


def offered_to(kind: str) -> tuple[Offered, ...]:
    """The lines of the method for a kind of relationship."""
    return TABLES.get(kind, ())
