"""Addresses of the bell, the choices, the outbox and the door out."""

from django.urls import path

from brm.notifications.views import inbox, outbox, unsubscribe

app_name = "notifications"
urlpatterns = [
    path("notifications/", inbox.inbox, name="inbox"),
    path("notifications/bell/", inbox.bell, name="bell"),
    path("notifications/read/", inbox.read, name="read"),
    path("notifications/choices/", inbox.choices, name="choices"),
    path("notifications/<int:pk>/", inbox.follow, name="follow"),
    path("outbox/", outbox.outbox, name="outbox"),
    path("outbox/test/", outbox.test, name="test"),
    path("outbox/retry/", outbox.retry_all, name="retry_all"),
    path("outbox/addresses/", outbox.stopped, name="stopped"),
    path("outbox/addresses/<int:pk>/allow/", outbox.allow, name="allow"),
    path("outbox/<int:pk>/", outbox.mail, name="outbox_mail"),
    path("outbox/<int:pk>/text/", outbox.text, name="outbox_text"),
    path("outbox/<int:pk>/retry/", outbox.retry, name="retry"),
    path("outbox/<int:pk>/stop/", outbox.stop, name="stop"),
    path("mails/stop/<str:token>/", unsubscribe.unsubscribe, name="unsubscribe"),
]
