from django.urls import path

from organisations.views import (
    api_clients,
    changes,
    entrance,
    invitation,
    jobs,
    look,
    networks,
    operations,
    people,
    search,
    sharing,
)

urlpatterns = [
    path("", entrance.front, name="front"),
    path("invitation/<str:secret>/", invitation.invitation, name="invitation"),
    path("operations/", operations.operations, name="operations"),
    path("operations/outbox/", operations.outbox, name="outbox"),
    path("operations/outbox/<uuid:message_id>/send-again/", operations.send_again, name="send_message_again"),
    path("o/<slug:organisation>/", entrance.home, name="organisation_home"),
    path("o/<slug:organisation>/accent.css", entrance.accent, name="organisation_accent"),
    path("o/<slug:organisation>/logo", look.logo, name="organisation_logo"),
    path("o/<slug:organisation>/search/", search.search, name="search"),
    path("o/<slug:organisation>/organisation/", look.organisation, name="organisation"),
    path("o/<slug:organisation>/organisation/settings/", look.organisation_settings, name="organisation_settings"),
    path("o/<slug:organisation>/people/", people.people, name="people"),
    path("o/<slug:organisation>/people/invite/", people.invite, name="invite"),
    path("o/<slug:organisation>/people/<uuid:person_id>/", people.person, name="person"),
    path("o/<slug:organisation>/people/<uuid:person_id>/end/", people.end_person, name="end_person"),
    path(
        "o/<slug:organisation>/people/<uuid:person_id>/invite-again/", people.invite_person_again, name="invite_again"
    ),
    path("o/<slug:organisation>/networks/", networks.networks, name="networks"),
    path("o/<slug:organisation>/networks/members/", networks.take_in_member, name="take_in_member"),
    path("o/<slug:organisation>/networks/<uuid:other>/leave/", networks.leave_network, name="leave_network"),
    path("o/<slug:organisation>/sharing/", sharing.sharing, name="sharing"),
    path("o/<slug:organisation>/sharing/new/", sharing.share, name="share"),
    path("o/<slug:organisation>/sharing/<uuid:share_id>/end/", sharing.stop_sharing, name="stop_sharing"),
    path("o/<slug:organisation>/clients/", api_clients.clients, name="clients"),
    path("o/<slug:organisation>/clients/new/", api_clients.new_client, name="new_client"),
    path("o/<slug:organisation>/clients/<uuid:client_id>/revoke/", api_clients.end_client, name="end_client"),
    path("o/<slug:organisation>/changes/", changes.changes, name="changes"),
    path("o/<slug:organisation>/jobs/", jobs.jobs, name="jobs"),
    path("o/<slug:organisation>/jobs/<uuid:job_id>/", jobs.job, name="job"),
]
