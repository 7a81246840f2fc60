"""How it stands, in the dossier: every signal with its words, what is not known said as such."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.accounts.models import User
from brm.health.domain.queries import drivers_of, standings_for
from brm.health.domain.weights import weighting_at
from brm.parties.dossier import SECTIONS, Content, Row, Section
from brm.parties.models import Relationship


def how_it_stands(user: User, relationship: Relationship) -> Content:
    """The score with its word, coverage and day, and what it is made of."""
    found = standings_for(user).filter(relationship=relationship).first()
    if found is None:
        return Content(empty=_("Not reckoned yet."))
    weighting = weighting_at()
    word = str(weighting.band(found.score).label)
    rows = [
        Row((driver.label, _("not known") if not driver.is_known else str(driver.reading.value), driver.words))
        for driver in drivers_of(found.readings, relationship.pk, weighting, relationship.kind)
    ]
    return Content(
        facts=[
            (_("Health"), word if found.score is None else f"{word} · {found.score}"),
            (_("Coverage"), f"{found.coverage}%"),
            (_("Reckoned"), found.reckoned_at),
        ],
        columns=(_("Signal"), _("Reading"), _("Why")), rows=rows, widths=(2, 1, 5),
    )  # fmt: skip


SECTIONS.register("health", Section("health", gettext_lazy("How it stands"), 30, how_it_stands))
