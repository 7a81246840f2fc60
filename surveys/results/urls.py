"""Doors to the results of surveys."""

from django.urls import path

from surveys.results.views import pages, periods

app_name = "results"
urlpatterns = [
    path("", pages.ResultsPage.as_view(), name="results"),
    path("print/", pages.PrintedResults.as_view(), name="print"),
    path("coverage/", pages.CoveragePage.as_view(), name="coverage"),
    path("periods/", periods.PeriodsPage.as_view(), name="periods"),
    path("periods/<int:pk>/recheck/", periods.RecheckPage.as_view(), name="recheck"),
    path("gap/", periods.GapPage.as_view(), name="gap"),
]
