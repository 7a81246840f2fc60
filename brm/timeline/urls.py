"""Doors to the timeline of a relationship."""

from django.urls import path

from brm.timeline import views

app_name = "timeline"
urlpatterns = [
    path("relationships/<int:pk>/timeline/", views.Older.as_view(), name="older"),
    path("relationships/<int:pk>/notes/", views.AddNote.as_view(), name="add_note"),
]
