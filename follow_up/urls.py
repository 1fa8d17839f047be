"""The addresses of follow-up."""

from django.urls.resolvers import URLPattern

urlpatterns: list[URLPattern] = []
