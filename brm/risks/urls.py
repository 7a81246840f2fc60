"""Doors to the risk registers."""

from django.urls import path

from brm.risks.views import lists, risks

app_name = "risks"
urlpatterns = [
    path("", lists.RiskList.as_view(), name="list"),
    path("new/", risks.NewRisk.as_view(), name="new"),
    path("begin/<int:pk>/", risks.BeginRegister.as_view(), name="begin"),
    path("<int:pk>/", risks.RiskPage.as_view(), name="detail"),
    path("<int:pk>/edit/", risks.EditRisk.as_view(), name="edit"),
    path("<int:pk>/assess/", risks.AssessRisk.as_view(), name="assess"),
    path("<int:pk>/treat/", risks.TreatRisk.as_view(), name="treat"),
    path("<int:pk>/monitor/", risks.MonitorRisk.as_view(), name="monitor"),
    path("<int:pk>/occur/", risks.OccurRisk.as_view(), name="occur"),
    path("<int:pk>/close/", risks.CloseRisk.as_view(), name="close"),
]
