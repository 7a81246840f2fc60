"""Doors to verdicts, levels and need checks."""

from django.urls import path

from customers.verdicts.views import customers, needs

app_name = "verdicts"
urlpatterns = [
    path("", customers.VerdictList.as_view(), name="list"),
    path("levels/", customers.LevelsPage.as_view(), name="levels"),
    path("customers/<int:pk>/", customers.CustomerVerdicts.as_view(), name="customer"),
    path("customers/<int:pk>/give/", customers.GiveVerdict.as_view(), name="give"),
    path("customers/<int:pk>/level/", customers.SetLevel.as_view(), name="level"),
    path("needs/", needs.NeedList.as_view(), name="needs"),
    path("needs/new/", needs.NewNeed.as_view(), name="need_new"),
    path("needs/<int:pk>/", needs.NeedPage.as_view(), name="need"),
    path("needs/<int:pk>/edit/", needs.EditNeed.as_view(), name="need_edit"),
    path("needs/<int:pk>/decide/", needs.DecideNeed.as_view(), name="need_decide"),
]
