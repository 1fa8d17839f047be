"""All addresses. Each declares its audience; `config.audiences` names those of libraries."""

from django.urls import include, path

from foundation import health
from organisations.views import about, how_to, language, own_address

handler400 = "foundation.problem_pages.bad_request"
handler403 = "foundation.problem_pages.forbidden"
handler404 = "foundation.problem_pages.not_found"
handler500 = "foundation.problem_pages.server_error"

urlpatterns = [
    path("health/live", health.live, name="health_live"),
    path("health/ready", health.ready, name="health_ready"),
    path("accounts/email/", own_address.own_address, name="account_email"),  # before the library's own
    path("accounts/", include("allauth.urls")),
    path("api/v1/", include("config.api")),
    path("language", language.choose_language, name="language"),
    path("about", about.about, name="about"),
    path("how-to/", how_to.how_tos, name="how_tos"),
    path("how-to/<slug:name>/", how_to.how_to, name="how_to"),
    path("accessibility", about.accessibility, name="accessibility"),
    path("", include("organisations.urls")),
    path("", include("suppliers.urls")),
    path("", include("emissions.urls")),
    path("", include("requirements_bank.urls")),
    path("", include("procurement.urls")),
    path("", include("follow_up.urls")),
    path("", include("leadership.urls")),
]
