"""Contracts are read from OCDS packages, and what is missing stays empty."""

import json
from pathlib import Path
from typing import Any

import pytest

from foundation.problems import Problem
from procurement.importers.contract_rows import Table
from procurement.importers.ocds_contracts import TITLES, read_ocds_contracts

SAMPLE = Path(__file__).parents[2] / "samples" / "ocds" / "two_contracts.json"


def read(data: bytes) -> list[dict[str, str]]:
    found = read_ocds_contracts(data)
    assert isinstance(found, Table)
    return [dict(zip(TITLES, row, strict=True)) for _number, row in found.rows]


def test_a_package_becomes_rows() -> None:
    first, second = read(SAMPLE.read_bytes())
    assert first == {
        "number": "", "title": "Fruit", "kind": "framework", "supplier": "Fersk AB", "supplier_number": "556687-3963",
        "supplier_email": "post@fersk.example", "value": "1500000.5", "currency": "SEK", "signed_on": "2024-12-01",
        "first_day": "2025-01-01", "months": "24", "options": "12",
    }  # fmt: skip
    assert (second["title"], second["months"], second["options"]) == ("Paving", "", ""), "no whole months"


def test_a_record_tells_its_compiled_release() -> None:
    release = json.loads(SAMPLE.read_bytes())["releases"][0]
    for record in ({"ocid": "1", "compiledRelease": release}, {"ocid": "1", "releases": [{"ocid": "0"}, release]}):
        assert len(read(json.dumps({"records": [record]}).encode())) == 2


@pytest.mark.parametrize(
    ("package", "code"),
    [
        (b"{", "not_json"), (b"[" * 100_000, "not_json"), (b"\xff\xfe{", "not_json"),
        (b"[1]", "no_ocds"), (b"{}", "no_ocds"),
        (b'{"releases": [{"ocid": "1"}]}', "no_contracts"), (b'{"releases": {"ocid": 1}}', "no_ocds"),
    ],
)  # fmt: skip
def test_what_is_none_is_told(package: bytes, code: str) -> None:
    found = read_ocds_contracts(package)
    assert isinstance(found, Problem)
    assert found.code == code


@pytest.mark.parametrize("odd", [None, 1, "x", [], [1], {"a": 1}, True])
def test_odd_values_are_left_empty(odd: Any) -> None:
    names = ("title", "period", "value", "dateSigned", "awardID")
    contracts = [{"id": 1, name: odd} for name in names]
    package = {"releases": [{"ocid": "1", "parties": odd, "awards": odd, "tender": odd, "contracts": contracts}]}
    assert len(read(json.dumps(package).encode())) == len(names)
