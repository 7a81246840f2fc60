"""Doors to promises."""

from django.urls import path

from brm.actionitems import views

app_name = "actionitems"
urlpatterns = [
    path("", views.ActionItemList.as_view(), name="list"),
    path("new/", views.NewActionItem.as_view(), name="new"),
    path("finish/", views.BulkFinish.as_view(), name="bulk_finish"),
    path("<int:pk>/", views.ActionItemPage.as_view(), name="detail"),
    path("<int:pk>/edit/", views.EditActionItem.as_view(), name="edit"),
    path("<int:pk>/drop/", views.DropActionItem.as_view(), name="drop"),
    path("<int:pk>/<slug:step>/", views.MoveActionItem.as_view(), name="move"),
]
