"""What praise asks for when nobody looks: thanks that are due, forms near their day, consents near their end."""

from datetime import datetime

from brm.core import clock
from brm.core.sweeps import sweep
from customers.praise.domain.consents import look_at_consent
from customers.praise.domain.honouring import look_at_honour
from customers.praise.domain.thanking import show_late_thanks
from customers.praise.models import Honour, Praise, PublicityConsent


def sweep_praise(*, at: datetime | None = None) -> int:
    """Look at everything that is due. Safe to run as often as one likes."""
    at = at or clock.now()
    thanks = Praise.objects.filter(thank_sweep_at__lte=at).select_related(
        "matter", "relationship__organisation", "relationship__owner"
    )
    honours = Honour.objects.filter(sweep_at__lte=at).select_related(
        "owner", "praise__matter", "praise__relationship__organisation"
    )
    consents = PublicityConsent.objects.filter(sweep_at__lte=at).select_related(
        "praise__matter", "praise__relationship__organisation", "praise__relationship__owner"
    )
    return (
        sweep(thanks, lambda praise: show_late_thanks(praise, at))
        + sweep(honours, lambda honour: look_at_honour(honour, at))
        + sweep(consents, lambda consent: look_at_consent(consent, at))
    )
