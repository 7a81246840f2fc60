"""The floors: hello, one, page, list, and an answer taken in."""

from django.urls import path

from benchmarks.floor import views

urlpatterns = [
    path("hello", views.hello),
    path("one/<int:pk>", views.one),
    path("page/<int:pk>", views.page, name="page"),
    path("list", views.listing),
    path("take", views.take),
]
