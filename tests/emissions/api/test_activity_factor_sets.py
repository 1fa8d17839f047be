"""Sets of factors by activity with source, licence and figures; what is not published is null."""

from decimal import Decimal
from typing import Any

from emissions.queries.published import activity_factor_sets
from organisations.models import Organisation, Role
from tests.api.callers import Caller, make_caller
from tests.emissions.activity_cases import DIESEL, UK

SETS = "organisations/vik/activity-factor-sets/"


def rows_of(erp: Caller, query: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = erp.get(f"{SETS}{query}").json()["results"]
    return rows


def test_sets_name_source_and_licence(erp: Caller) -> None:
    rows = {row["factor_set"]: row for row in rows_of(erp, "")}

    assert rows.keys() == activity_factor_sets().keys()
    for code, known in activity_factor_sets().items():
        row = rows[code]
        assert (row["version"], row["publisher"]) == (known.source.version, known.source.publisher)
        assert row["release"] == known.source.origin_release
        assert (row["licence"]["id"], row["factors"]) == (known.source.licence.id, len(known.factors))
        assert (row["fits"].keys(), row["gases"]) == ({"nb", "sv", "en"}, list(known.gases))
    assert erp.get(f"{SETS}{UK}/").json() == rows[UK]


def test_a_factor_is_told_as_it_was_published(erp: Caller) -> None:
    known = activity_factor_sets()[UK].factors[DIESEL]

    (row,) = rows_of(erp, f"{UK}/factors/?q={DIESEL}")

    assert (row["code"], row["unit"], row["gases"], row["covers"]) == (DIESEL, "l", "CO2e", "use")
    assert (Decimal(row["kg"]), Decimal(row["indirect_kg"])) == (known.kg, known.indirect_kg)
    assert (row["name"], row["gsd2"]) == (known.names["en"], None)
    assert (row["group"], row["year"], row["scope"]) == (known.group, known.year, known.scope)


def test_what_is_not_published_is_null_and_never_zero(erp: Caller) -> None:
    rows = {row["code"]: row for row in rows_of(erp, f"{UK}/factors/?page_size=1000")}
    factors = activity_factor_sets()[UK].factors

    missing = {code for code, row in rows.items() if row["indirect_kg"] is None}

    assert missing == {code for code in rows if factors[code].indirect_kg is None}
    assert missing


def test_words_and_unit_narrow_the_list_down(erp: Caller) -> None:
    milk = rows_of(erp, "agribalyse/factors/?q=milk%20skimmed&unit=litres")

    assert milk
    for row in milk:
        assert "milk" in row["names"]["en"].casefold()
        assert [(each["from_unit"], each["to_unit"]) for each in row["conversions"]] == [("l", "kg")]
        assert all(each["source"] and Decimal(each["amount"]) > 1 for each in row["conversions"])
    assert all(row["unit"] in ("l", "m3") for row in rows_of(erp, f"{UK}/factors/?unit=l"))
    assert rows_of(erp, f"{UK}/factors/?unit=barrel") == []
    assert rows_of(erp, f"{UK}/factors/?q=no%20such%20thing") == []


def test_all_factors_come_page_by_page(erp: Caller) -> None:
    codes: list[str] = []
    address = f"{SETS}agribalyse/factors/?page_size=1000"
    while address:
        body = erp.get(address).json()
        codes, address = [*codes, *(row["code"] for row in body["results"])], body["next"]

    assert codes == sorted(activity_factor_sets()["agribalyse"].factors)


def test_unknown_sets_and_parameters(erp: Caller) -> None:
    assert erp.get(f"{SETS}mine/").status_code == 404
    assert erp.get(f"{SETS}mine/factors/").status_code == 404
    assert erp.get(f"{SETS}{UK}/factors/?colour=green").status_code == 400


def test_a_reader_finds_codes_too(vik: Organisation) -> None:
    reader = make_caller(vik, Role.READER, scopes=("read",)).sign_in()

    assert len(rows_of(reader, "")) == len(activity_factor_sets())
