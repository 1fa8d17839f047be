"""The addresses of what leaders see."""

from django.urls import path

from leadership.views import overview

urlpatterns = [
    path("o/<slug:organisation>/overview/", overview.overview, name="overview"),
    path("o/<slug:organisation>/overview/report.pdf", overview.report, name="overview_report"),
]
