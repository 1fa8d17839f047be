"""A table that nobody knows over the API: proposed by the check, sent back, and remembered by nobody but people."""

import json
from pathlib import Path
from typing import Any

import pytest

from emissions.importers.column_mapping import mapping_from_json
from emissions.importers.mapped_file import tables_in
from emissions.importers.table_shapes import shape_of
from emissions.services.import_ledger import ReadingChoices, import_ledger
from emissions.services.remembered_mappings import remember_mapping
from organisations.models import Organisation
from tests.api.callers import Caller
from tests.emissions.api.conftest import at_work
from tests.emissions.importers.unknown_tables import UNKNOWN, proposed

RAINDANCE = UNKNOWN / "raindance_like.txt"

pytestmark = pytest.mark.django_db


def check(caller: Caller, path: Path, **fields: Any) -> Any:
    with path.open("rb") as file:
        return caller.upload("organisations/vik/ledger-checks/", {"file": file, **fields}, Accept_Language="en")


def test_an_unknown_table_is_answered_with_a_proposal_that_can_be_sent_back(erp: Caller) -> None:
    asked = check(erp, RAINDANCE).json()
    answered = check(erp, RAINDANCE, mapping=json.dumps(asked["proposal"]["mapping"])).json()

    assert (asked["accepted"], asked["proposal"]["missing"]) == (False, [])
    assert asked["proposal"]["columns"][9] == {
        "column": "Utfall kr", "meaning": "amount", "confidence": "0.89", "reason": "its name says so",
    }  # fmt: skip
    assert (answered["accepted"], answered["lines"], "proposal" in answered) == (True, 5, False)
    assert mapping_from_json(answered["mapping"]) == proposed(RAINDANCE).mapping


def test_a_wrong_mapping_names_what_is_wrong(erp: Caller) -> None:
    answers = [check(erp, RAINDANCE, mapping=sent) for sent in ("{", '{"columns": {"Kto": "price"}}')]

    assert [answer.status_code for answer in answers] == [400, 400]
    assert [answer.json()["errors"][0]["field"] for answer in answers] == ["mapping", "mapping"]
    assert 'The column "Kto" is said to be "price"' in str(answers[1].json()["errors"])


def test_what_is_remembered_is_read_with_and_kept(erp: Caller, vik: Organisation) -> None:
    mapping = proposed(RAINDANCE).mapping
    (sample,) = tables_in(RAINDANCE)
    shape = shape_of(sample, mapping.header_row)
    with at_work(vik):
        remember_mapping(organisation=vik, shape=shape, mapping=mapping, file_name="a.txt", revision=0)
        found = import_ledger(organisation=vik, path=RAINDANCE, name="b.txt").ledger_import
        same = import_ledger(
            organisation=vik, path=RAINDANCE, name="b.txt", choices=ReadingChoices(mapping=mapping.as_json())
        )

    assert check(erp, RAINDANCE).json()["accepted"]
    assert not same.is_new
    detail = erp.get(f"organisations/vik/ledger-imports/{found.uuid}/").json()
    assert detail["mapping"] == mapping.as_json()
