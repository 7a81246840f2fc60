"""Doors to organisations, contacts, and what one does with relationships of any kind."""

from django.urls import path

from brm.parties.views import bulk, contacts, dossier, lists, merging, organisations, picking, steps

app_name = "parties"
urlpatterns = [
    path("organisations/", lists.OrganisationList.as_view(), name="organisations"),
    path("organisations/new/", organisations.NewOrganisation.as_view(), name="organisation_new"),
    path("organisations/look-alikes/", organisations.LookAlikes.as_view(), name="look_alikes"),
    path("organisations/ask-to-share/", organisations.AskToShare.as_view(), name="ask_to_share"),
    path("organisations/pick/", picking.PickOrganisation.as_view(), name="pick_organisation"),
    path("organisations/<int:pk>/", organisations.OrganisationPage.as_view(), name="organisation"),
    path("organisations/<int:pk>/edit/", organisations.EditOrganisation.as_view(), name="organisation_edit"),
    path("organisations/<int:pk>/archive/", organisations.ArchiveOrganisation.as_view(), name="organisation_archive"),
    path(
        "organisations/<int:pk>/restore/",
        organisations.ArchiveOrganisation.as_view(restore=True),
        name="organisation_restore",
    ),
    path("organisations/<int:pk>/merge/", merging.MergeOrganisations.as_view(), name="organisation_merge"),
    path("contacts/", lists.ContactList.as_view(), name="contacts"),
    path("contacts/new/", contacts.NewContact.as_view(), name="contact_new"),
    path("contacts/pick/", picking.PickContact.as_view(), name="pick_contact"),
    path("contacts/<int:pk>/", contacts.ContactPage.as_view(), name="contact"),
    path("contacts/<int:pk>/edit/", contacts.EditContact.as_view(), name="contact_edit"),
    path("contacts/<int:pk>/left/", contacts.ContactLeft.as_view(), name="contact_left"),
    path("contacts/<int:pk>/returned/", contacts.ContactReturned.as_view(), name="contact_returned"),
    path("contacts/<int:pk>/merge/", merging.MergeContacts.as_view(), name="contact_merge"),
    path("contacts/<int:pk>/portal/", contacts.OpenPortal.as_view(), name="portal_open"),
    path("contacts/<int:pk>/portal/invite/", contacts.InviteAgain.as_view(), name="portal_invite"),
    path("contacts/<int:pk>/portal/<int:access_pk>/close/", contacts.ClosePortal.as_view(), name="portal_close"),
    path("relationships/pick/", picking.PickRelationship.as_view(), name="pick_relationship"),
    path("relationships/hand-over/", bulk.BulkHandOver.as_view(), name="bulk_hand_over"),
    path("relationships/tag/", bulk.BulkTag.as_view(), name="bulk_tag"),
    path("relationships/tier/", bulk.BulkTier.as_view(), name="bulk_tier"),
    path("relationships/<int:pk>/edit/", steps.EditRelationship.as_view(), name="relationship_edit"),
    path("relationships/<int:pk>/ladder/", steps.Ladder.as_view(), name="ladder"),
    path("relationships/<int:pk>/move/<slug:step>/", steps.MoveRelationship.as_view(), name="relationship_move"),
    path("relationships/<int:pk>/hand-over/", steps.HandOver.as_view(), name="hand_over"),
    path("relationships/<int:pk>/share/", steps.Share.as_view(), name="share"),
    path("relationships/<int:pk>/share/<int:user_pk>/end/", steps.Unshare.as_view(), name="unshare"),
    path("relationships/<int:pk>/dossier/", dossier.Dossier.as_view(), name="dossier"),
    path("relationships/<int:pk>/dossier.pdf", dossier.DossierPdf.as_view(), name="dossier_pdf"),
    path("handovers/<int:pk>/", steps.HandoverPage.as_view(), name="handover"),
]
