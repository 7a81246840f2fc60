"""Form pages: what was typed stays, refusals stand where they belong, a second person's edit is shown."""

import pytest
from django import forms
from django.urls import reverse

from brm.accounts.domain.people import change_person
from brm.core.errors import BlockedError, DomainError
from brm.ui.pages import refuse
from brm.ui.samples import SampleForm
from tests.ui.pages import PersonEdit

pytestmark = pytest.mark.django_db


@pytest.fixture
def ann(pages, people):
    return people("Ann")[0]


def test_a_form_changes_the_record_through_the_domain(signed_in, ann):
    address = reverse("people:edit", args=[ann.pk])

    response = signed_in.post(address, {"name": "Anna", "phone": "1", "version": ann.version}, follow=True)

    ann.refresh_from_db()
    assert (ann.name, ann.phone) == ("Anna", "1")
    assert [str(message) for message in response.context["messages"]] == ["Saved."]


def test_a_wrong_field_keeps_what_was_typed(signed_in, ann):
    response = signed_in.post(reverse("people:edit", args=[ann.pk]), {"name": "", "phone": "12345"})
    page = response.content.decode()

    assert response.status_code == 422
    assert 'value="12345"' in page
    assert 'id="id_name_error"' in page
    assert 'aria-describedby="id_name_error"' in page
    assert 'aria-invalid="true"' in page


@pytest.mark.parametrize(("field", "place"), [("phone", "phone"), ("nonsense", "__all__"), ("", "__all__")])
def test_a_refusal_of_the_domain_stands_beside_its_field(signed_in, ann, monkeypatch, field, place):
    def save(page, form):
        raise DomainError("The telephone is out of order.", field=field)

    monkeypatch.setattr(PersonEdit, "save", save)

    response = signed_in.post(reverse("people:edit", args=[ann.pk]), {"name": "Ann", "phone": "7"})

    assert response.status_code == 422
    assert response.context["form"].errors[place] == ["The telephone is out of order."]
    assert 'value="7"' in response.content.decode()


def test_reasons_are_listed_once():
    form = SampleForm({"name": "x", "tier": "a", "channel": "call", "kind": "in"})
    form.full_clean()

    refuse(form, BlockedError("First reason.", reasons=["First reason.", "Second reason."]))

    assert form.non_field_errors() == ["First reason.", "Second reason."]


def test_a_second_persons_edit_is_shown_and_saved_knowingly(signed_in, cast, ann):
    address = reverse("people:edit", args=[ann.pk])
    read_at = ann.version
    change_person(ann, by=cast.ada, phone="theirs")

    refused = signed_in.post(address, {"name": "Ann", "phone": "mine", "version": read_at})
    page = refused.content.decode()
    ann.refresh_from_db()

    assert refused.status_code == 409
    assert 'value="mine"' in page
    assert "theirs" in page
    assert f'name="version" value="{ann.version}"' in page
    assert ann.phone == "theirs"

    signed_in.post(address, {"name": "Ann", "phone": "mine", "version": ann.version})
    ann.refresh_from_db()
    assert ann.phone == "mine"


def test_the_drawer_gets_the_form_alone_and_is_sent_on(signed_in, ann):
    address = reverse("people:edit", args=[ann.pk])

    shown = signed_in.get(address, headers={"HX-Request": "true"})
    done = signed_in.post(address, {"name": "Anna", "phone": ""}, headers={"HX-Request": "true"})

    assert shown.content.decode().lstrip().startswith('<div id="form-part">')
    assert done["HX-Redirect"] == "/people/"


def test_a_record_out_of_sight_is_not_there(signed_in, cast, pages):
    assert signed_in.get(reverse("people:edit", args=[cast.bob.pk])).status_code == 404


def test_every_kind_of_field_has_its_label_and_class():
    page = str(SampleForm())

    assert page.count("<label") >= 9
    assert page.count("<legend") == 2
    assert 'class="form-control"' in page
    assert 'class="form-select"' in page
    assert "data-search-select" in page
    assert "choice-pill" in page


def test_a_plain_select_may_stay_plain():
    class Plain(forms.Form):
        many = forms.MultipleChoiceField(choices=[("a", "A")], widget=forms.SelectMultiple(attrs={"data-plain": ""}))

    assert "data-search-select" not in str(Plain())
