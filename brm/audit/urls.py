"""Where the full history is."""

from django.urls import path

from brm.audit import views

app_name = "audit"
urlpatterns = [path("<str:subject_type>/<int:pk>/", views.history, name="history")]
