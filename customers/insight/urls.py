"""Doors to what a manager knows of a customer."""

from django.urls import path

from customers.insight.views import difficulties, events, expectations, points, stakeholders, standing

app_name = "insight"
urlpatterns = [
    path("", standing.Hub.as_view(), name="hub"),
    path("customers/<int:pk>/stakeholders/", stakeholders.StakeholderMap.as_view(), name="stakeholders"),
    path("customers/<int:pk>/stakeholders/<int:contact>/", stakeholders.StakeholderPage.as_view(), name="stakeholder"),
    path("customers/<int:pk>/stakeholders/<int:contact>/place/", stakeholders.PlaceStakeholder.as_view(), name="place"),
    path(
        "customers/<int:pk>/stakeholders/<int:contact>/concern/", stakeholders.AddressConcern.as_view(), name="concern"
    ),
    path("meetings/<int:pk>/concerns/", stakeholders.MarkConcerns.as_view(), name="meeting_concerns"),
    path("customers/<int:pk>/factors/", standing.FactorsPage.as_view(), name="factors"),
    path("customers/<int:pk>/factors/score/", standing.ScoreFactors.as_view(), name="factors_score"),
    path("customers/<int:pk>/objectives/", standing.ObjectivesPage.as_view(), name="objectives"),
    path("customers/<int:pk>/objectives/new/", standing.NewObjective.as_view(), name="objective_new"),
    path("objectives/<int:pk>/edit/", standing.EditObjective.as_view(), name="objective_edit"),
    path("objectives/<int:pk>/review/", standing.ReviewObjective.as_view(), name="objective_review"),
    path("customers/<int:pk>/points/", points.PointsPage.as_view(), name="points"),
    path("customers/<int:pk>/points/new/", points.NewPoint.as_view(), name="point_new"),
    path("points/<int:pk>/", points.EditPoint.as_view(), name="point"),
    path("points/<int:pk>/withdraw/", points.WithdrawPoint.as_view(), name="point_withdraw"),
    path("customers/<int:pk>/enquiries/new/", points.NewEnquiry.as_view(), name="enquiry_new"),
    path("enquiries/", points.EnquiryList.as_view(), name="enquiries"),
    path("enquiries/<int:pk>/", points.AnswerEnquiry.as_view(), name="enquiry"),
    path("customers/<int:pk>/group/", standing.GroupCustomer.as_view(), name="group"),
    path("expectations/", expectations.ExpectationList.as_view(), name="expectations"),
    path("expectations/new/", expectations.NewExpectation.as_view(), name="expectation_new"),
    path("expectations/<int:pk>/", expectations.ExpectationPage.as_view(), name="expectation"),
    path("expectations/<int:pk>/edit/", expectations.EditExpectation.as_view(), name="expectation_edit"),
    path("expectations/<int:pk>/confirm/", expectations.ConfirmExpectation.as_view(), name="expectation_confirm"),
    path("expectations/<int:pk>/met/", expectations.JudgeExpectation.as_view(step="meet"), name="expectation_meet"),
    path("expectations/<int:pk>/unmet/", expectations.JudgeExpectation.as_view(step="miss"), name="expectation_miss"),
    path("signals/", expectations.SignalList.as_view(), name="signals"),
    path("signals/<int:pk>/", expectations.JudgeSignal.as_view(), name="signal"),
    path("difficulties/", difficulties.DifficultyList.as_view(), name="difficulties"),
    path("difficulties/new/", difficulties.NewDifficulty.as_view(), name="difficulty_new"),
    path("difficulties/<int:pk>/", difficulties.DifficultyPage.as_view(), name="difficulty"),
    path("difficulties/<int:pk>/edit/", difficulties.EditDifficulty.as_view(), name="difficulty_edit"),
    path("difficulties/<int:pk>/action/", difficulties.WorkOnDifficulty.as_view(), name="difficulty_work"),
    path("difficulties/<int:pk>/solve/", difficulties.EndDifficulty.as_view(step="solve"), name="difficulty_solve"),
    path("difficulties/<int:pk>/accept/", difficulties.EndDifficulty.as_view(step="accept"), name="difficulty_accept"),
    path("events/", events.EventList.as_view(), name="events"),
    path("events/new/", events.NewEvent.as_view(), name="event_new"),
    path("events/<int:pk>/", events.EventPage.as_view(), name="event"),
    path("events/<int:pk>/edit/", events.EditEvent.as_view(), name="event_edit"),
    path("events/<int:pk>/take/", events.TakeEvent.as_view(), name="event_take"),
    path("events/<int:pk>/solve/", events.SolveEvent.as_view(), name="event_solve"),
    path("events/<int:pk>/review/", events.ReviewEvent.as_view(), name="event_review"),
    path("events/<int:pk>/close/", events.CloseEvent.as_view(), name="event_close"),
    path("events/<int:pk>/conflict/", events.FlagConflict.as_view(), name="event_conflict"),
    path("events/<int:pk>/complaints/", events.LinkComplaint.as_view(), name="event_link"),
    path("events/<int:pk>/complaints/<int:link>/", events.UnlinkComplaint.as_view(), name="event_unlink"),
]
