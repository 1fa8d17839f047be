"""Addresses of follow-up below /api/v1/."""

from django.urls import path
from django.urls.resolvers import URLPattern

from follow_up.api import priority_list

OWNER = "organisations/<slug:organisation>"
urlpatterns: list[URLPattern] = [
    path(f"{OWNER}/priority-list/", priority_list.PriorityListView.as_view()),
    path(f"{OWNER}/control-hours/", priority_list.ControlHoursView.as_view()),
]
