"""Agreements and services as findable records."""

from django.utils.translation import gettext_lazy as _

from brm.search.domain.seeing import OF_RELATIONSHIP
from brm.search.kernel import called, page
from brm.search.sources import Source, add_source
from customers.agreements.enums import AgreementStatus

add_source(
    Source(
        "agreement",
        _("Service agreements"),
        "certificate",
        "agreements.serviceagreement",
        f"""SELECT g.id, r.organisation_id, g.relationship_id, {OF_RELATIONSHIP}, g.status, g.title, g.number,
                  concat_ws(' ', g.number, left(g.scope, 800),
                    (SELECT string_agg(concat_ws(' ', s.code, s.name_zh, s.name_en), ' ')
                     FROM agreements_coveredservice c JOIN catalogue_service s ON s.id = c.service_id
                     WHERE c.agreement_id = g.id)),
                  g.updated_at
           FROM agreements_serviceagreement g JOIN parties_relationship r ON r.id = g.relationship_id""",
        "g.id",
        page("agreements:agreement"),
        order=38,
        words_of_variant=called(AgreementStatus),
    )
)
