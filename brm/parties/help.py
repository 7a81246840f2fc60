"""What the words of the method mean, said beside the choice (C-25, G-11, G-13, G-15, G-17, G-21, G-42)."""

from django.utils.translation import gettext_lazy as _

from brm.parties.enums import ContactKind, RelationshipType, Tier

TYPES = {
    RelationshipType.BASIC: _(
        "Standard products and services, operational efficiency, repeatable work with the least effort and deviation. "
        "The commercial aim is renewal; the customer controls the service level well but finds value hard to judge."
    ),
    RelationshipType.COOPERATIVE: _(
        "Services tailored to the consumer. The customer expects outcomes and experience, not only levels; information "
        "is exchanged easily to seek extra value. Risk: too much time and resource spent without return."
    ),
    RelationshipType.PARTNERSHIP: _(
        "Both sides act almost as one organisation across functions and processes, with shared goals and priorities. "
        "Transparency is costly but reveals defects and the best solutions; both are patient for results."
    ),
}
TYPE = _(
    "Basic: standard services, efficiency, renewal. Cooperative: tailored services, outcomes and experience. "
    "Partnership: almost one organisation, shared goals, full transparency."
)
WISHES = _(
    "The closer the relationship, the more risk and reward are shared; not every customer wants that, nor every "
    "provider. Record what each side wishes for."
)
KINDS = {
    ContactKind.CUSTOMER: _("Signs the agreement."),
    ContactKind.SERVICE_USER: _("Receives the service."),
    ContactKind.SPONSOR: _("Pays for it."),
}
KIND = _(
    "The customer signs the agreement, the user receives the service, the sponsor pays. They judge us differently."
)
PERSONA = _("Whose concerns this person shares: each persona is told and asked different things.")
TIER = _("How much care the relationship gets: A hears from us at least every 14 days, B every 30, C every 60.")
TIERS = {
    Tier.A: _("Hears from us at least every 14 days."),
    Tier.B: _("Hears from us at least every 30 days."),
    Tier.C: _("Hears from us at least every 60 days."),
}
LADDER = (
    _("Create an environment that lets relationship patterns emerge"),
    _("Build and sustain trust and relationships"),
    _("Understand provider capabilities (may run together with step 4)"),
    _("Understand customer needs (may run together with step 3)"),
    _("Assess mutual readiness and maturity"),
)
INFLUENCE = _("How much this person can move, from 1 to 5. With interest it gives the place on the stakeholder map.")
INTEREST = _("How much this person cares, from 1 to 5.")
CULTURE = _("How they like to work, decide and speak; what to avoid.")
SEASONS = _("When not to plan anything: summer holidays, year-end freeze, festivals.")
LANGUAGE = _("The language of meetings and documents.")


def quadrant(influence: int | None, interest: int | None) -> object:
    """What the influence/interest grid advises for a stakeholder (G-42)."""
    if influence is None or interest is None:
        return ""
    if influence >= 3:
        return _("Manage closely") if interest >= 3 else _("Keep satisfied")
    return _("Keep informed") if interest >= 3 else _("Monitor")
