"""Examples for the addresses of accounts, what the money buys and its rules."""

from emissions.services.change_rules import RuleDraft, add_rule
from emissions.services.upload_ledger import upload_ledger
from tests.architecture.examples import Arguments, example
from tests.factories.cast import Cast
from tests.factories.ledgers import LEDGERS, SUPPLIER_LEDGER, import_sample, joined_samples


@example("ledger_upload", "check_upload", "import_upload", "remove_upload")
def an_upload(cast: Cast) -> Arguments:
    with (LEDGERS / SUPPLIER_LEDGER).open("rb") as stream:
        return {"job": upload_ledger(organisation=cast.ekby, stream=stream, name=SUPPLIER_LEDGER).uuid}


@example("ledger_import", "ledger_original", "use_import", "read_import_again")
def an_import_with_its_original(cast: Cast) -> Arguments:
    return {"ledger_import": import_sample(cast.ekby).uuid}


@example("ledger_join", "ledger_join_export")
def a_join(cast: Cast) -> Arguments:
    return {"join": joined_samples(cast.ekby).uuid}


@example("rule", "end_rule", "undo_rule")
def a_rule(cast: Cast) -> Arguments:
    import_sample(cast.ekby)
    draft = RuleDraft(supplier_name="Grönsaker", category="food.fruit_vegetables", explanation="They grow vegetables")
    return {"rule": add_rule(organisation=cast.ekby, draft=draft).uuid}


@example("mapping_export", everyones=("kind",))
def a_mapping_as_file(cast: Cast) -> Arguments:
    import_sample(cast.ekby)
    return {"kind": "csv"}


@example("policy", everyones=("policy",))
def a_policy(cast: Cast) -> Arguments:
    import_sample(cast.ekby)
    return {"policy": "count_free_choice_schools"}


@example("how_to", everyones=("name",))
def a_how_to(cast: Cast) -> Arguments:  # noqa: ARG001 - as every example
    return {"name": "bring-your-accounts"}
