"""Doors to documents."""

from django.urls import path

from brm.documents import views

app_name = "documents"
urlpatterns = [
    path("", views.DocumentList.as_view(), name="list"),
    path("attach/", views.Attach.as_view(), name="attach"),
    path("<int:pk>/", views.DocumentPage.as_view(), name="detail"),
    path("<int:pk>/file/", views.Content.as_view(), name="file"),
    path("<int:pk>/preview/", views.Content.as_view(preview=True), name="preview"),
    path("<int:pk>/rename/", views.Rename.as_view(), name="rename"),
    path("<int:pk>/archive/", views.Archive.as_view(), name="archive"),
]
