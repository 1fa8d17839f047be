"""The quality of accounts and the fix list over the API."""

from tests.api.callers import Caller

PLACE = "organisations/vik/"


def test_the_quality_of_an_import_is_that_of_its_year(erp: Caller, imported: str) -> None:
    by_import = erp.get(f"{PLACE}ledger-imports/{imported}/quality/").json()
    by_year = erp.get(f"{PLACE}ledger-quality/2024/").json()

    assert by_import == by_year
    assert 0 < by_year["score"] < 100
    assert sum(float(each["earned"]) for each in by_year["indicators"]) >= by_year["score"]
    assert {each["code"] for each in by_year["indicators"] if each["share"] is None} >= {"balance"}


def test_the_fix_list_is_a_workbook(erp: Caller, imported: str) -> None:  # noqa: ARG001 - there are accounts
    answer = erp.get(f"{PLACE}ledger-quality/2024/fix-list.xlsx")

    assert answer.status_code == 200
    assert answer.content.startswith(b"PK")
    assert erp.get(f"{PLACE}ledger-quality/1999/").status_code == 404
