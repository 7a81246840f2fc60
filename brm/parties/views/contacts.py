"""Pages of contacts."""

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_list_or_404, get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from brm.core.numbers import whole
from brm.parties import help as words
from brm.parties.domain.contacts import (
    add_contact,
    change_contact,
    contact_left,
    contact_returned,
    grant_portal_access,
    open_work_of,
    revoke_portal_access,
)
from brm.parties.domain.duplicates import same_contacts
from brm.parties.domain.links import contact_url, organisation_url, relationship_url
from brm.parties.domain.merging import current_contact
from brm.parties.domain.portal_accounts import invite_again
from brm.parties.domain.queries import (
    contacts_for,
    fields_of,
    merged_contacts,
    portal_accesses_of,
    relationships_with,
    steered_by,
    worked_organisations_for,
)
from brm.parties.domain.tags import set_tags
from brm.parties.enums import ContactKind, FieldSubject
from brm.parties.forms.contacts import ContactForm, LeftForm, PortalForm
from brm.parties.models import Contact
from brm.parties.panels import CONTACT_PANELS
from brm.parties.views.base import PartyFormPage, keepers
from brm.ui.http import Request
from brm.ui.pages import DetailPage, Page, attempt


class ContactPage(DetailPage):
    """A person of the other side: how to reach, how to treat, what is open with them."""

    show = keepers
    source = contacts_for
    template_name = "parties/contact.html"
    object_name = "contact"

    def get_queryset(self) -> Any:
        return contacts_for(self.request.user).select_related("replaces", "user")

    def get(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return super().get(request, *args, **kwargs)
        except Http404:
            alias = merged_contacts().filter(pk=kwargs["pk"]).select_related("merged_into").first()
            if alias and contacts_for(request.user).filter(pk=alias.merged_into_id or 0).exists():
                return HttpResponseRedirect(contact_url(current_contact(alias)))
            raise

    def get_crumbs(self) -> list[Any]:
        return [(organisation_url(self.object.organisation), str(self.object.organisation))]

    def get_context(self, **more: Any) -> dict[str, Any]:
        contact: Contact = self.object
        custom = [(field, contact.custom.get(field.name)) for field in fields_of(FieldSubject.CONTACT)]
        with_them = list(relationships_with(self.request.user, contact.organisation))
        steered = set(
            steered_by(self.request.user).filter(pk__in=[r.pk for r in with_them]).values_list("pk", flat=True)
        )
        return super().get_context(
            kind_help=words.KINDS.get(ContactKind(contact.kind), ""),
            quadrant=words.quadrant(contact.influence, contact.interest),
            relationships=[(row, relationship_url(row)) for row in with_them],
            may_open_portal=bool(steered),
            accesses=[(access, access.relationship_id in steered) for access in portal_accesses_of(contact)],
            open_work=open_work_of(contact),
            successors=list(contact.replaced_by.filter(merged_into=None)),
            tags=list(contact.tags.all()),
            custom=custom,
            panels=[
                (panel.template, panel.context(self.request.user, contact))
                for panel in sorted(CONTACT_PANELS, key=lambda panel: panel.order)
            ],
            **more,
        )


class ContactFormPage(PartyFormPage):
    """A person's facts."""

    form_class = ContactForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"user": self.request.user}

    def get_success_url(self, result: Contact) -> str:
        return contact_url(result)


class NewContact(ContactFormPage):
    """Somebody new on the other side (C-25, C-34)."""

    title = _("Add a contact")
    draft = "contact"

    def get_initial(self) -> dict[str, Any]:
        return {"organisation": self.request.GET.get("organisation")}

    def save(self, form: ContactForm) -> Contact:
        facts = form.facts()
        organisation, name = facts.pop("organisation"), facts.pop("name")
        self.twins = list(same_contacts(organisation, name=name, email=facts["email"])[:3])
        contact = add_contact(organisation, name=name, by=self.request.user, **facts)
        set_tags(contact, form.cleaned_data["tags"], by=self.request.user)
        return contact

    def get_success_message(self, result: Contact) -> Any:
        if self.twins:
            return _("Added. There is another “%(name)s” here: if it is the same person, merge them.") % {
                "name": self.twins[0].name
            }
        return _("Added.")

    def get_cancel_url(self) -> str:
        number = whole(self.request.GET.get("organisation"))
        found = None if number is None else worked_organisations_for(self.request.user).filter(pk=number).first()
        return organisation_url(found) if found else reverse("parties:contacts")


class EditContact(ContactFormPage):
    """Change what we know of a person."""

    source = contacts_for
    success = _("Saved.")

    def save(self, form: ContactForm) -> Contact:
        contact = change_contact(self.object, by=self.request.user, expected_version=self.version, **form.facts())
        set_tags(contact, form.cleaned_data["tags"], by=self.request.user)
        return contact

    def get_title(self) -> Any:
        return _("Change the contact")

    def get_cancel_url(self) -> str:
        return contact_url(self.object)


class ContactLeft(PartyFormPage):
    """Somebody left; who follows takes over what is open (INV-58)."""

    source = contacts_for
    form_class = LeftForm
    title = _("Has left")
    submit = _("Has left")
    grid = False
    template_name = "parties/contact_left.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"user": self.request.user, "contact": self.object}

    def get_context(self, **more: Any) -> dict[str, Any]:
        return super().get_context(open_work=open_work_of(self.object), **more)

    def save(self, form: LeftForm) -> Contact:
        return contact_left(
            self.object, on=form.cleaned_data["on"], successor=form.cleaned_data["successor"], by=self.request.user
        )

    def get_success_url(self, result: Contact) -> str:
        return contact_url(result)

    def get_cancel_url(self) -> str:
        return contact_url(self.object)


class ContactReturned(Page):
    """The person is there again."""

    show = keepers

    def post(self, request: Request, pk: int) -> HttpResponse:
        contact = get_object_or_404(contacts_for(request.user), pk=pk)
        return attempt(
            request,
            lambda: contact_returned(contact, by=request.user),
            success=_("Noted."),
            back=contact_url(contact),
        )


class OpenPortal(PartyFormPage):
    """Let a contact into the portal, on one relationship (ruling 13)."""

    source = contacts_for
    form_class = PortalForm
    title = _("Portal access")
    submit = _("Give access")
    grid = False

    def get_form_kwargs(self) -> dict[str, Any]:
        rows = relationships_with(self.request.user, self.object.organisation)
        steered = rows.filter(pk__in=steered_by(self.request.user).order_by().values("pk"))
        return super().get_form_kwargs() | {"relationships": steered}

    def save(self, form: PortalForm) -> Any:
        return grant_portal_access(
            self.object, form.cleaned_data["relationship"], role=form.cleaned_data["role"], by=self.request.user
        )

    def get_success_message(self, result: Any) -> Any:
        contact: Contact = result.contact
        if contact.user and not contact.user.has_usable_password():
            return _("%(person)s is invited by mail at %(address)s.") % {"person": contact, "address": contact.email}
        return _("%(person)s may see it now.") % {"person": contact}

    def get_success_url(self, result: Any) -> str:
        return contact_url(self.object)

    def get_cancel_url(self) -> str:
        return contact_url(self.object)


class InviteAgain(Page):
    """Send the invitation once more: the first was lost, or its week is over."""

    show = keepers

    def post(self, request: Request, pk: int) -> HttpResponse:
        contact = get_object_or_404(contacts_for(request.user).select_related("user"), pk=pk)
        mine = steered_by(request.user).order_by().values("pk")
        get_list_or_404(portal_accesses_of(contact).filter(relationship__in=mine))
        return attempt(
            request,
            lambda: invite_again(contact, by=request.user),
            success=_("The invitation is on its way again."),
            back=contact_url(contact),
        )


class ClosePortal(Page):
    """End a contact's access to one relationship."""

    show = keepers

    def post(self, request: Request, pk: int, access_pk: int) -> HttpResponse:
        contact = get_object_or_404(contacts_for(request.user), pk=pk)
        mine = steered_by(request.user).order_by().values("pk")
        access = get_object_or_404(portal_accesses_of(contact).filter(relationship__in=mine), pk=access_pk)
        return attempt(
            request,
            lambda: revoke_portal_access(access, by=request.user),
            success=_("The access is closed."),
            back=contact_url(contact),
        )
