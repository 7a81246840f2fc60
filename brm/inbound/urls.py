"""Doors of mail that comes in."""

from django.urls import path

from brm.inbound import views

app_name = "inbound"
urlpatterns = [
    path("", views.InboundList.as_view(), name="list"),
    path("discard/", views.InboundDiscardMany.as_view(), name="discard_many"),
    path("hand-in/", views.hand_in, name="hand_in"),
    path("hand-in/mailgun/", views.hand_in_mailgun, name="hand_in_mailgun"),
    path("<int:pk>/", views.InboundDetail.as_view(), name="detail"),
    path("<int:pk>/read/", views.InboundRead.as_view(), name="read"),
    path("<int:pk>/deliver/", views.InboundAsAddressed.as_view(), name="deliver"),
    path("<int:pk>/put-through/", views.InboundPutThrough.as_view(), name="put_through"),
    path("<int:pk>/discard/", views.InboundDiscard.as_view(), name="discard"),
]
