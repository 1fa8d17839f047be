from django.urls import path

from organisations.views import entrance

urlpatterns = [
    path("", entrance.front, name="front"),
    path("o/<slug:organisation>/", entrance.home, name="organisation_home"),
    path("o/<slug:organisation>/accent.css", entrance.accent, name="organisation_accent"),
]
