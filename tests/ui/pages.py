"""A list and a form as an app would write them, over accounts, for the tests of the toolkit."""

import django_filters
from django import forms
from django.http import HttpResponse
from django.urls import include, path

from brm.accounts.domain.people import change_person
from brm.accounts.models import User
from brm.ui.lists import BulkAction, Column, Empty, ListPage, Preset
from brm.ui.pages import FormPage
from brm.urls import handler400, handler403, handler404, handler500, urlpatterns

__all__ = ["handler400", "handler403", "handler404", "handler500"]


def everyone(user):
    """Whoever is signed in sees these people."""
    return User.objects.filter(email__endswith="@list.example")


class PeopleFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(field_name="name", lookup_expr="icontains", label="Search")
    language = django_filters.ChoiceFilter(choices=[("en", "English"), ("zh-hans", "Chinese")], label="Language")
    left = django_filters.DateFilter(field_name="left_at__date", label="Left on")

    class Meta:
        model = User
        fields: list[str] = []


class PeopleList(ListPage):
    source = everyone
    title = "People"
    filterset_class = PeopleFilter
    columns = (
        Column("name", "Name", kind="title", sort="name"),
        Column("email", "E-mail"),
        Column("language", "Language", kind="state", sort=("language", "name")),
        Column("left_at", "Left", sort="left_at"),
        Column("phone", "Phone", default=False, export=lambda row: row.phone),
        Column("secret", "Secret", value="pk", default=False, export=False),
    )
    default_sort = "name"
    per_page = 3
    presets = (Preset("english", "In English", "language=en"),)
    bulk_actions = (BulkAction("Archive", "people:archive", icon="archive"),)
    empty = Empty("No people yet", "They appear here once invited.", icon="users")


class PersonForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ("name", "phone")


class PersonEdit(FormPage):
    source = everyone
    form_class = PersonForm
    title = "Change a person"
    success = "Saved."

    def save(self, form):
        return change_person(self.object, by=self.request.user, expected_version=self.version, **form.cleaned_data)

    def get_success_url(self, result):
        return "/people/"


def archive(request):
    return HttpResponse(",".join(PeopleList.chosen(request).order_by("name").values_list("name", flat=True)))


people = (
    [
        path("people/", PeopleList.as_view(), name="list"),
        path("people/archive/", archive, name="archive"),
        path("people/<int:pk>/", PersonEdit.as_view(), name="edit"),
    ],
    "people",
)
urlpatterns = [path("", include(people)), *urlpatterns]
