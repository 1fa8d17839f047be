"""Factor sets with source, licence and figures."""

from decimal import Decimal

from emissions.queries.published import factor_sets
from tests.api.callers import Caller


def test_sets_name_source_and_licence(erp: Caller) -> None:
    rows = {row["factor_set"]: row for row in erp.get("factor-sets/").json()["results"]}

    assert rows.keys() == factor_sets().keys()
    snac = rows["no-snac"]
    assert (snac["currency"], snac["region"], snac["licence"]["id"]) == ("NOK", "NO", "CC-BY-SA-4.0")
    assert snac["publisher"]
    assert snac["years"] == dict(zip(("first", "last"), factor_sets()["no-snac"].years, strict=True))
    assert snac["fits"].keys() >= {"nb", "sv", "en"}


def test_figures_are_those_of_the_set(erp: Caller) -> None:
    path = "factor-sets/no-snac/factors/?code=R01&price_year=2020"
    known = {
        (factor.price_basis.value, factor.variant): factor.kg_per_unit
        for factor in factor_sets()["no-snac"].factors
        if (factor.code, factor.price_year) == ("R01", 2020)
    }

    rows = erp.get(path).json()["results"]

    assert {(row["price_basis"], row["variant"]): Decimal(row["kg_per_unit"]) for row in rows} == known
    assert len(known) > 1


def test_all_figures_come_page_by_page(erp: Caller) -> None:
    count, address = 0, "factor-sets/us-epa-1.3.0/factors/?page_size=1000"
    while address:
        body = erp.get(address).json()
        count, address = count + len(body["results"]), body["next"]

    assert count == len(factor_sets()["us-epa-1.3.0"].factors)


def test_unknown_set_is_404(erp: Caller) -> None:
    assert erp.get("factor-sets/mine/").status_code == 404
    assert erp.get("factor-sets/mine/factors/").status_code == 404
