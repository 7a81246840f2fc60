"""Doors of the imports."""

from django.urls import path

from brm.imports import views

app_name = "imports"
urlpatterns = [
    path("", views.ImportList.as_view(), name="list"),
    path("new/", views.ImportNew.as_view(), name="new"),
    path("blank/<slug:kind>.csv", views.BlankTable.as_view(), name="blank"),
    path("templates/<int:pk>/drop/", views.TemplateDrop.as_view(), name="template_drop"),
    path("<int:pk>/", views.ImportDetail.as_view(), name="detail"),
    path("<int:pk>/match/", views.ImportMatch.as_view(), name="match"),
    path("<int:pk>/read/", views.ImportRead.as_view(), name="read"),
    path("<int:pk>/progress/", views.ImportProgress.as_view(), name="progress"),
    path("<int:pk>/apply/", views.ImportApply.as_view(), name="apply"),
    path("<int:pk>/undo/", views.ImportUndo.as_view(), name="undo"),
    path("<int:pk>/discard/", views.ImportDiscard.as_view(), name="discard"),
    path("<int:pk>/errors.csv", views.ImportErrors.as_view(), name="errors"),
]
