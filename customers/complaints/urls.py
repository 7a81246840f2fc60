"""Doors to complaints: desk, one complaint and its steps, watch list, analysis, ladders."""

from typing import Any

from django.urls import path

from customers.complaints.views import analysis, desk, detail, filing, ladders, parts, steps, talk, watching

STEPS: dict[str, Any] = {
    "acknowledge": steps.Acknowledge,
    "assess": steps.Assess,
    "investigate": steps.Investigate,
    "take_up": steps.TakeUp,
    "assign": steps.Assign,
    "propose_answer": steps.Propose,
    "send_back": steps.SendBack,
    "approve_remedy": steps.Approve,
    "tell_decision": steps.Tell,
    "accept": steps.Accept,
    "refuse": steps.Refuse,
    "record_attempt": steps.Attempt,
    "ask": steps.Ask,
    "answer_question": steps.Reply,
    "withdraw": steps.Withdraw,
    "close": steps.Close,
    "reopen": steps.Reopen,
    "merge": parts.Merge,
    "link": parts.Link,
    "conflict": parts.Flag,
    "conflict_facts": parts.AgreedFacts,
    "conflict_settle": parts.Settle,
    "watchers": parts.Watchers,
    "check": parts.Check,
    "follow": parts.Follow,
    "write": talk.Write,
}
"""Forms about one complaint, by the verb they speak."""

app_name = "complaints"
urlpatterns = [
    path("", desk.Desk.as_view(), name="list"),
    path("all/", desk.AllComplaints.as_view(), name="all"),
    path("new/", filing.NewComplaint.as_view(), name="new"),
    path("analysis/", analysis.AnalysisPage.as_view(), name="analysis"),
    path("watched/", watching.WatchList.as_view(), name="watched"),
    path("watched/<int:pk>/next/", watching.PlanNext.as_view(), name="watched_next"),
    path("watched/<int:pk>/off/", watching.TakeOff.as_view(), name="watched_off"),
    path("ladders/", ladders.Ladders.as_view(), name="ladders"),
    path("ladders/new/", ladders.NewLadder.as_view(), name="ladder_new"),
    path("ladders/<int:pk>/", ladders.LadderPage.as_view(), name="ladder"),
    path("ladders/<int:pk>/on/", ladders.ActivateLadder.as_view(), name="ladder_on"),
    path("ladders/<int:pk>/off/", ladders.DeactivateLadder.as_view(), name="ladder_off"),
    path("files/<int:pk>/", talk.ComplaintFile.as_view(), name="file"),
    path("files/<int:pk>/look/", talk.ComplaintPicture.as_view(), name="file_preview"),
    path("<int:pk>/", detail.ComplaintPage.as_view(), name="detail"),
    *(path(f"<int:pk>/{name.replace('_', '-')}/", view.as_view(), name=name) for name, view in STEPS.items()),
]
