"""Pages about oneself and, for leads and administrators, about people; signing in is in ``sign_in_urls``."""

from django.urls import path

from brm.accounts.views import entrance, leaving, privacy, profile, sessions, standing_in

app_name = "accounts"
urlpatterns = [
    path("first/<str:token>/", entrance.first, name="first"),
    path("invitation/<str:token>/", entrance.invitation, name="invitation"),
    path("profile/", profile.profile, name="profile"),
    path("security/", sessions.security, name="security"),
    path("security/sessions/end/", sessions.end_others, name="sessions_end"),
    path("security/sessions/<int:pk>/end/", sessions.end_one, name="session_end"),
    path("absence/", standing_in.absence, name="absence"),
    path("absence/<int:pk>/end/", standing_in.end, name="absence_end"),
    path("team/", standing_in.team, name="team"),
    path("people/<int:pk>/leave/", leaving.leave, name="leave"),
    path("people/<int:pk>/return/", leaving.come_back, name="return"),
    path("people/<int:pk>/invite/", leaving.invite, name="invite"),
    path("people/<int:pk>/second-factors/", leaving.factors_off, name="factors_off"),
    path("privacy/", privacy.find, name="privacy"),
    path("privacy/<str:kind>/<int:pk>/", privacy.person, name="privacy_person"),
    path("privacy/<str:kind>/<int:pk>/export/", privacy.export, name="privacy_export"),
    path("privacy/<str:kind>/<int:pk>/erase/", privacy.erase, name="privacy_erase"),
]
