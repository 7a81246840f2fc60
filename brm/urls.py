"""Every door of the portal. The admin for administrators, the rest by package."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("brm.dashboard.urls")),
    path("api/", include("brm.api.urls")),
    path("", include("brm.search.urls")),
    path("", include("brm.ui.urls")),
    path("admin/", admin.site.urls),
    path("accounts/", include("brm.accounts.urls")),
    path("accounts/", include("brm.accounts.sign_in_urls")),
    path("history/", include("brm.audit.urls")),
    path("", include("brm.notifications.urls")),
    path("communications/", include("brm.communications.urls")),
    path("services/", include("brm.catalogue.urls")),
    path("risks/", include("brm.risks.urls")),
    path("inbound/", include("brm.inbound.urls")),
    path("health/", include("brm.health.urls")),
    path("agreements/", include("customers.agreements.urls")),
    path("complaints/", include("customers.complaints.urls")),
    path("praise/", include("customers.praise.urls")),
    path("value-added/", include("customers.valueadded.urls")),
    path("insight/", include("customers.insight.urls")),
    path("verdicts/", include("customers.verdicts.urls")),
    path("surveys/asking/", include("surveys.asking.urls")),
    path("surveys/questionnaires/", include("surveys.questionnaires.urls")),
    path("feedback/", include("surveys.feedback.urls")),
    path("surveys/results/", include("surveys.results.urls")),
    path("portal/", include("customers.portal.urls")),
    path("", include("surveys.answering.urls")),
    path("", include("customers.urls")),
    path("", include("brm.parties.urls")),
    path("", include("brm.timeline.urls")),
    path("documents/", include("brm.documents.urls")),
    path("action-items/", include("brm.actionitems.urls")),
    path("imports/", include("brm.imports.urls")),
    path("suppliers/", include("suppliers.urls")),
    path("third-parties/", include("thirdparty.urls")),
    path("", include("brm.ops.urls")),
]

handler400 = "brm.ui.errors.bad_request"
handler403 = "brm.ui.errors.permission_denied"
handler404 = "brm.ui.errors.page_not_found"
handler500 = "brm.ui.errors.server_error"
