"""Examples for the addresses of banks in files, mappings and old wordings."""

from io import BytesIO

from requirements_bank.services.bank_uploads import upload_bank
from requirements_bank.services.load_bank_file import BankChoices
from requirements_bank.services.map_bank import propose_counterparts
from tests.architecture.examples import Arguments, example
from tests.factories.bank import make_loaded_bank
from tests.factories.cast import Cast
from tests.factories.wordings import make_wording_set


@example("bank_mapping", "propose_mapping", "bank_mapping_export")
def a_private_bank(cast: Cast) -> Arguments:
    return {"bank": make_loaded_bank(cast.ekby).uuid}


@example("bank_export", everyones=("kind",))
def a_private_bank_as_file(cast: Cast) -> Arguments:
    return {"bank": make_loaded_bank(cast.ekby).uuid, "kind": "yaml"}


@example("decide_mapping")
def a_private_counterpart(cast: Cast) -> Arguments:
    bank = make_loaded_bank(cast.ekby)
    propose_counterparts(organisation=cast.ekby, bank=bank)
    requirement = bank.requirements.first()
    assert requirement
    return {"bank": bank.uuid, "requirement": requirement.uuid}


@example("bank_upload", "load_bank_upload")
def a_file_with_a_bank(cast: Cast) -> Arguments:
    choices = BankChoices(source="Nabolag")
    return {
        "job": upload_bank(organisation=cast.ekby, stream=BytesIO(b"code: A-1"), name="a.yaml", choices=choices).uuid
    }


@example("wording_set", "choose_column", "wording_set_export")
def a_set_of_wordings(cast: Cast) -> Arguments:
    return {"wording_set": make_wording_set(cast.ekby).uuid}


@example("decide_wording")
def an_old_wording(cast: Cast) -> Arguments:
    kept = make_wording_set(cast.ekby)
    wording = kept.wordings.first()
    assert wording
    return {"wording_set": kept.uuid, "wording": wording.uuid}


@example("api/v1/organisations/<slug:organisation>/banks/<slug:bank>/file.<str:kind>", everyones=("kind",))
def a_private_bank_by_api(cast: Cast) -> Arguments:
    return {"bank": make_loaded_bank(cast.ekby).slug, "kind": "yaml"}
