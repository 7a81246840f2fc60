"""Doors to the service catalogue."""

from django.urls import path

from brm.catalogue import views

app_name = "catalogue"
urlpatterns = [
    path("", views.ServiceList.as_view(), name="services"),
    path("new/", views.NewService.as_view(), name="service_new"),
    path("<int:pk>/", views.ServicePage.as_view(), name="service"),
    path("<int:pk>/edit/", views.EditService.as_view(), name="service_edit"),
    path("<int:pk>/archive/", views.ArchiveService.as_view(), name="service_archive"),
    path("<int:pk>/restore/", views.RestoreService.as_view(), name="service_restore"),
    path("<int:pk>/notes/new/", views.NewNote.as_view(), name="note_new"),
    path("notes/<int:pk>/edit/", views.EditNote.as_view(), name="note_edit"),
    path("notes/<int:pk>/withdraw/", views.WithdrawNote.as_view(), name="note_withdraw"),
]
