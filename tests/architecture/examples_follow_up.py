"""Examples for the addresses of follow-up: the register."""

from uuid import uuid4

from django.utils import timezone

from follow_up.models import CheckResult, ControlReuse
from follow_up.services.saved_views import save_view
from requirements_bank.models import RequirementVersion
from tests.architecture.addresses import API_PLACE
from tests.architecture.examples import Arguments, example
from tests.factories.bank import make_published
from tests.factories.cast import Cast
from tests.factories.follow_up import make_finished, make_followed, make_obligation, make_shared


@example("register_export", everyones=("kind",))
def a_register(cast: Cast) -> Arguments:
    make_obligation(make_followed(cast.ekby))
    return {"kind": "csv"}


@example("take_register_view")
def a_view(cast: Cast) -> Arguments:
    return {"view": save_view(organisation=cast.ekby, person=None, name="Climate", address="theme=climate").uuid}


@example(
    "followed_obligation",
    "match_own_wording",
    f"{API_PLACE}obligations/<uuid:obligation>/",
    f"{API_PLACE}obligations/<uuid:obligation>/results/",
)
def an_obligation(cast: Cast) -> Arguments:
    return {"obligation": make_obligation(make_followed(cast.ekby)).uuid}


def _of_the_bank(cast: Cast) -> RequirementVersion:
    return make_published(cast.ekby)


@example("share_control")
def a_finished_control(cast: Cast) -> Arguments:
    obligation = make_obligation(make_followed(cast.ekby), version=_of_the_bank(cast))
    return {"control": make_finished(obligation, held_on=timezone.localdate()).uuid}


@example("unshare_control")
def a_shared_control(cast: Cast) -> Arguments:
    obligation = make_obligation(make_followed(cast.ekby), version=_of_the_bank(cast))
    return {"shared": make_shared(obligation, held_on=timezone.localdate()).uuid}


@example("rely_on_control")
def a_finding(cast: Cast) -> Arguments:
    obligation = make_obligation(make_followed(cast.ekby), version=_of_the_bank(cast))
    shared = make_shared(obligation, held_on=timezone.localdate())
    return {"obligation": obligation.uuid, "finding": shared.findings.get().uuid}


@example("rely_no_more")
def a_reuse(cast: Cast) -> Arguments:
    obligation = make_obligation(make_followed(cast.ekby), version=_of_the_bank(cast))
    make_finished(obligation, held_on=timezone.localdate())
    result = CheckResult.objects.get(obligation=obligation)
    reuse = ControlReuse.objects.create(
        organisation=cast.ekby, obligation=obligation, finding_uuid=uuid4(), result=result, used_by="Ada Ask"
    )
    return {"reuse": reuse.uuid}
