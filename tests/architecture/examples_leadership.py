"""Examples for the addresses of what leaders see."""

from tests.architecture.examples import Arguments, example
from tests.factories.cast import Cast
from tests.factories.ledgers import footprint_of_sample


@example("overview_report")
def something_to_report(cast: Cast) -> Arguments:
    footprint_of_sample(cast.ekby)
    return {}
