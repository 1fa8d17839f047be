"""Examples for the addresses of accounts, factors and footprints."""

from emissions.models import FootprintPart
from emissions.models.footprints import Dimension
from emissions.queries.published import DEFAULT_FACTOR_SET
from tests.architecture.examples import Arguments, example
from tests.factories.cast import Cast
from tests.factories.ledgers import footprint_of_sample, import_sample, joined_samples

API_IMPORT = "api/v1/organisations/<slug:organisation>/ledger-imports/<uuid:ledger_import>/"
API_JOIN = "api/v1/organisations/<slug:organisation>/ledger-joins/<uuid:ledger_join>/"
API_FOOTPRINT = "api/v1/organisations/<slug:organisation>/footprints/<uuid:footprint>/"


@example(
    "footprint",
    "footprint_workbook",
    "footprint_report",
    "footprint_lines",
    API_FOOTPRINT,
    f"{API_FOOTPRINT}parts/",
    f"{API_FOOTPRINT}gaps/",
    f"{API_FOOTPRINT}intensities/",
)
def a_footprint(cast: Cast) -> Arguments:
    return {"footprint": footprint_of_sample(cast.ekby).uuid}


@example("footprint_export", everyones=("dimension", "kind"))
def a_breakdown_as_file(cast: Cast) -> Arguments:
    return {"footprint": footprint_of_sample(cast.ekby).uuid, "dimension": Dimension.CATEGORY.value, "kind": "csv"}


@example("footprint_lines_export", everyones=("kind",))
def lines_as_file(cast: Cast) -> Arguments:
    return {"footprint": footprint_of_sample(cast.ekby).uuid, "kind": "csv"}


@example("why_category", everyones=("category",))
def a_category_of_a_footprint(cast: Cast) -> Arguments:
    footprint = footprint_of_sample(cast.ekby)
    part = FootprintPart.objects.filter(footprint=footprint, dimension=Dimension.CATEGORY, kg__isnull=False).first()
    assert part
    return {"footprint": footprint.uuid, "category": part.key}


@example("why_line", everyones=("row",))
def a_line_of_a_footprint(cast: Cast) -> Arguments:
    ledger_import = import_sample(cast.ekby)
    return {"footprint": footprint_of_sample(cast.ekby).uuid, "ledger_import": ledger_import.uuid, "row": 2}


@example("factor_set", everyones=("code",))
def a_factor_set(cast: Cast) -> Arguments:  # noqa: ARG001 - as every example
    return {"code": DEFAULT_FACTOR_SET}


@example("factor_set_export", everyones=("code", "kind"))
def a_factor_set_as_file(cast: Cast) -> Arguments:  # noqa: ARG001 - as every example
    return {"code": DEFAULT_FACTOR_SET, "kind": "csv"}


@example(API_IMPORT, f"{API_IMPORT}use/")
def an_import(cast: Cast) -> Arguments:
    return {"ledger_import": import_sample(cast.ekby).uuid}


@example(API_JOIN)
def a_join(cast: Cast) -> Arguments:
    return {"ledger_join": joined_samples(cast.ekby).uuid}
