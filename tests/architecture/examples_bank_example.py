"""Examples for the addresses of the bank of examples, of banks for everybody and of who uses what."""

from requirements_bank.models import SeenBy
from tests.architecture.examples import Arguments, example
from tests.factories.bank import make_bank, make_published
from tests.factories.cast import Cast
from tests.factories.examples import make_example

API_EXAMPLE = "api/v1/organisations/<slug:organisation>/examples/<uuid:example>/"


@example(
    "example",
    "edit_example",
    "copy_example",
    "publish_example",
    "withdraw_example",
    "example_tip_sheet",
)
def a_draft(cast: Cast) -> Arguments:
    return {"example": make_example(cast.ekby).uuid}


@example("tip_sheet", "requirement_usage")
def a_requirement_of_its_own(cast: Cast) -> Arguments:
    return {"requirement": make_published(cast.ekby, visibility=SeenBy.OWN).requirement.uuid}


@example("bank_usage_export", everyones=("kind",))
def what_is_used_as_file(cast: Cast) -> Arguments:  # noqa: ARG001 - as every example
    return {"kind": "csv"}


@example("public_bank")
def an_open_bank(cast: Cast) -> Arguments:
    make_published(cast.ekby)
    return {"bank": make_bank(cast.ekby).slug}


@example("public_bank_download")
def an_open_bank_as_file(cast: Cast) -> Arguments:
    return {**an_open_bank(cast), "kind": "csv"}


@example("public_requirement")
def a_requirement_for_everybody(cast: Cast) -> Arguments:
    version = make_published(cast.ekby)
    return {"bank": version.requirement.bank.slug, "code": version.requirement.code}


@example(API_EXAMPLE, f"{API_EXAMPLE}publish/", f"{API_EXAMPLE}withdraw/")
def a_draft_for_clients(cast: Cast) -> Arguments:
    return {"example": make_example(cast.ekby).uuid}


@example("api/v1/banks/<slug:bank>/", "api/v1/banks/<slug:bank>/requirements/")
def an_open_bank_for_programs(cast: Cast) -> Arguments:
    return an_open_bank(cast)
