"""Examples for the addresses of organisations and of the foundation."""

from datetime import timedelta

from foundation.access import open_access
from foundation.links.use import make_access_link
from foundation.models import Job
from foundation.outbox.send import queue_message
from foundation.scoping import access_for_work
from organisations.models import Organisation
from organisations.queries.people import INVITATION
from organisations.services.api_clients import make_client
from organisations.services.change_look import Look, change_look
from organisations.services.network_members import add_member
from organisations.services.share_data import give_share
from tests.architecture.examples import Arguments, example
from tests.factories.cast import Cast
from tests.factories.organisations import make_organisation
from tests.factories.pictures import picture


@example("organisation_logo")
def a_logo(cast: Cast) -> Arguments:
    change_look(organisation=cast.ekby, look=Look(cast.ekby.name, "", cast.ekby.population, logo=picture("PNG")))
    return {}


@example("person", "end_person", "invite_again")
def a_colleague(cast: Cast) -> Arguments:
    return {"person_id": cast.bo.uuid}


@example("leave_network")
def a_network_of_ekby_alone(cast: Cast) -> Arguments:
    network = make_organisation(kind=Organisation.Kind.NETWORK)
    with open_access(access_for_work(network.pk)):
        add_member(network=network, member=cast.ekby)
    return {"other": network.uuid}


@example("stop_sharing")
def a_share(cast: Cast) -> Arguments:
    share = give_share(owner=cast.ekby, receiver=cast.network, area="footprint", depth="totals")
    return {"share_id": share.uuid}


@example("end_client")
def a_client(cast: Cast) -> Arguments:
    made = make_client(organisation=cast.ekby, name="ERP", role="finance", scopes=["read"])
    return {"client_id": made.account.uuid}


@example("job")
def a_job(cast: Cast) -> Arguments:
    return {"job_id": Job.objects.create(organisation=cast.ekby, name="emissions.import_ledger").uuid}


@example("api_job")
def a_job_for_clients(cast: Cast) -> Arguments:
    return {"job": Job.objects.create(organisation=cast.ekby, name="emissions.import_ledger").uuid}


@example("send_message_again")
def a_message(cast: Cast) -> Arguments:
    message = queue_message(organisation_id=cast.ekby.pk, receiver="x@example.org", subject="Hello", body="Hello")
    return {"message_id": message.uuid}


@example("invitation")
def an_invitation(cast: Cast) -> Arguments:
    _link, secret = make_access_link(
        organisation_id=cast.ekby.pk,
        purpose=INVITATION,
        object_id=cast.bo.uuid,
        receiver=cast.bo.email,
        lasts=timedelta(days=1),
    )
    return {"secret": secret}
