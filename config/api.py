"""All addresses of the API below /api/v1/; the order of the apps is that of their imports."""

from django.urls import include, path, re_path

from foundation.api import documentation
from foundation.api.views import NowhereView

urlpatterns = [
    path("openapi.json", documentation.schema_json, name="api_schema"),
    path("openapi.yaml", documentation.schema_yaml, name="api_schema_yaml"),
    path("docs/", documentation.documentation, name="api_documentation"),
    path("", include("emissions.api.urls")),
    path("", include("follow_up.api.urls")),
    path("", include("procurement.api.urls")),
    path("", include("requirements_bank.api.urls")),
    path("", include("suppliers.api.urls")),
    path("", include("organisations.api.urls")),
    re_path(r"", NowhereView.as_view()),
]
