"""Tags and custom fields at the administrators' desk: through the domain, with history."""

import pytest
from django.urls import reverse

from brm.accounts.enums import Role
from brm.audit.models import AuditEvent
from brm.parties.models import CustomField, Tag
from tests.factories.parties import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(client):
    administrator = UserFactory(roles=[Role.ADMINISTRATOR])
    client.force_login(administrator)
    return administrator


def actions():
    return list(AuditEvent.objects.order_by("id").values_list("action", flat=True))


def test_a_tag_is_made_changed_and_deleted(client, administrator):
    client.post(reverse("admin:parties_tag_add"), {"name": "Key", "tone": "red"})
    tag = Tag.objects.get()
    client.post(reverse("admin:parties_tag_change", args=[tag.pk]), {"name": "Crown", "tone": "red"})
    assert Tag.objects.get().name == "Crown"
    client.post(reverse("admin:parties_tag_delete", args=[tag.pk]), {"post": "yes"})

    assert not Tag.objects.exists()
    assert actions() == ["tag.create", "tag.change", "tag.delete"]


def test_a_field_is_defined_changed_and_archived(client, administrator):
    data = {"subject": "customer", "name": "sector", "label": "Sector", "type": "choice", "position": 0}
    refused = client.post(reverse("admin:parties_customfield_add"), data)
    assert "at least one choice" in refused.content.decode()

    client.post(reverse("admin:parties_customfield_add"), data | {"choices": "Energy\nBanking\n\nEnergy"})
    field = CustomField.objects.get()
    assert field.choices == ["Energy", "Banking"]
    change = reverse("admin:parties_customfield_change", args=[field.pk])
    assert client.get(change).status_code == 200
    client.post(change, {"label": "Branch", "choices": "Energy", "position": 1})
    client.post(reverse("admin:parties_customfield_changelist"), {"action": "put_away", "_selected_action": [field.pk]})

    field.refresh_from_db()
    assert (field.label, field.type, field.archived_at is not None) == ("Branch", "choice", True)
    assert actions() == ["custom_field.define", "custom_field.change", "custom_field.archive"]


def test_nobody_else_gets_in(client):
    client.force_login(UserFactory())

    assert client.get(reverse("admin:parties_tag_changelist")).status_code in {302, 404}
