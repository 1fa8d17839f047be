"""Examples for the addresses of follow-up: the register."""

from follow_up.services.saved_views import save_view
from tests.architecture.addresses import API_PLACE
from tests.architecture.examples import Arguments, example
from tests.factories.cast import Cast
from tests.factories.follow_up import make_followed, make_obligation


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
