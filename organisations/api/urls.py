"""The addresses of the API that belong to organisations."""

from django.urls import path

from organisations.api import (
    categories,
    changes,
    code_lists,
    crosswalks,
    jobs,
    organisations,
    security_scheme,
    token,
)

__all__ = ["security_scheme", "urlpatterns"]  # the schema finds the security scheme because it is imported

urlpatterns = [
    path("token/", token.TokenView.as_view(), name="api_token"),
    path("organisations/", organisations.OrganisationsView.as_view()),
    path("organisations/<slug:organisation>/", organisations.OrganisationView.as_view()),
    path("organisations/<slug:organisation>/jobs/", jobs.JobsView.as_view()),
    path("organisations/<slug:organisation>/jobs/<uuid:job>/", jobs.JobView.as_view(), name="api_job"),
    path("organisations/<slug:organisation>/changes/", changes.ChangesView.as_view()),
    path("purchase-categories/", categories.CategoriesView.as_view()),
    path("purchase-categories/<str:category>/", categories.CategoryView.as_view()),
    path("code-lists/", code_lists.CodeListsView.as_view()),
    path("code-lists/<slug:code_list>/codes/", code_lists.CodesView.as_view()),
    path("code-lists/<slug:code_list>/codes/<str:code>/", code_lists.CodeView.as_view()),
    path("crosswalks/", crosswalks.CrosswalksView.as_view()),
    path("crosswalks/commodities/<slug:scheme>/", crosswalks.CommodityCrosswalkView.as_view()),
    path("crosswalks/accounts/<slug:chart>/", crosswalks.AccountCrosswalkView.as_view()),
    path("crosswalks/factors/<str:factor_set>/", crosswalks.FactorCrosswalkView.as_view()),
]
