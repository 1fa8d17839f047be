"""Factor sets of one's own by program: handed in, read, reviewed, published, used and compared."""

from decimal import Decimal
from io import BytesIO
from typing import Any

from emissions.models import OwnFactor
from emissions.services.calculate_footprint import calculate_footprint
from organisations.models import Organisation, Role
from tests.api.callers import Caller, make_caller
from tests.emissions.api.conftest import at_work, import_file
from tests.emissions.own_set_cases import FILE, published, published_again

PATH = "organisations/vik/own-factor-sets/"
COMPARISON = "organisations/vik/factor-set-comparison/"
KEY = "8f1f7a3e-55a4-4f0a-9a43-1b8f5a5d3a11"
FACTS = {
    "currency": "SEK", "price_year": 2022, "region": "SE", "code_kind": "nace", "publisher": "Konsulenten AS",
    "source": "Faktorer 2022", "licence": "For eget bruk", "spread_kind": "percent", "spread": "50",
    "columns": {"code": 0, "name": 1, "factor": 2},
}  # fmt: skip


def hand_in(erp: Caller, content: bytes = FILE) -> Any:
    stream = BytesIO(content)
    stream.name = "faktorer.csv"
    return erp.upload(PATH, {"title": "Konsulentens sett", "key": KEY, "file": stream}, Accept_Language="en")


def test_a_file_becomes_a_set_that_footprints_are_made_with(vik: Organisation, erp: Caller) -> None:
    import_file(vik, "ekby_supplier_ledger.csv")
    made = hand_in(erp)
    assert made.status_code == 201, made.content
    assert hand_in(erp).json()["own_set"] == made.json()["own_set"]
    page = f"{PATH}{made.json()['own_set']}/"

    read = erp.post(f"{page}figures/", {**FACTS, "revision": 1})
    (draft,) = read.json()["versions"]
    assert (draft["state"], draft["factors"], draft["facts"]["spread"]) == ("draft", 4, "50")
    assert [row["row"] for row in erp.get(f"{page}figures/").json()["results"]] == [3, 4, 5, 6]
    assert erp.post(f"{page}publish/", {"revision": draft["revision"]}).status_code == 422

    food = {
        "category": "food.catering",
        "factors": [{"code": "10", "weight": "0.75"}, {"code": "62", "weight": "0.25"}],
    }
    said = {"revision": draft["revision"], "categories": [food], "accept_the_rest": True}
    (draft,) = erp.post(f"{page}categories/", said).json()["versions"]
    assert draft["left_to_review"] == 0
    assert erp.post(f"{page}categories/", said).status_code == 409
    (version,) = erp.post(f"{page}publish/", {"revision": draft["revision"]}).json()["versions"]
    assert (version["state"], len(version["content_hash"])) == ("published", 64)

    code = made.json()["factor_set"]
    assert erp.post("organisations/vik/footprints/", {"year": 2024, "factor_set": code}).status_code == 202
    assert erp.post("organisations/vik/footprints/", {"year": 2024, "factor_set": "own-none"}).status_code == 422
    with at_work(vik):
        calculated = calculate_footprint(organisation=vik, year=2024, factor_set=code)
    footprint = erp.get(f"organisations/vik/footprints/{calculated.uuid}/").json()
    assert (footprint["factor_set"], footprint["is_outdated"]) == (code, False)
    answer = erp.get(f"{COMPARISON}on-accounts/?year=2024&one=no-snac&other={code}").json()
    assert answer["other_kg"] == footprint["total_kg"]
    assert Decimal(answer["one_kg"]) != Decimal(answer["other_kg"])


def test_wrong_rows_are_told_by_row_and_column_and_nothing_is_kept(vik: Organisation, erp: Caller) -> None:
    made = hand_in(erp, FILE.replace(b"0,04", b"mye"))
    page = f"{PATH}{made.json()['own_set']}/"

    answer = erp.post(f"{page}figures/", {**FACTS, "revision": 1}, Accept_Language="en")

    assert answer.status_code == 422
    (error,) = answer.json()["errors"]
    assert (error["code"], error["place"], error["field"]) == ("not_a_number", "row 4", "Faktor")
    with at_work(vik):
        assert not OwnFactor.objects.exists()
    kept = erp.post(f"{page}figures/", {**FACTS, "revision": 1, "keep_good_rows": True}).json()
    assert (kept["versions"][0]["factors"], kept["versions"][0]["left_out"]) == (3, 1)


def test_a_file_without_a_table_and_a_column_that_is_not_there_are_told(erp: Caller) -> None:
    answer = hand_in(erp, b"PK broken")
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "file")
    page = f"{PATH}{hand_in(erp).json()['own_set']}/"
    columns = {"code": 0, "factor": 9}
    answer = erp.post(f"{page}figures/", {**FACTS, "columns": columns, "revision": 1}, Accept_Language="en")
    assert answer.status_code == 422
    assert "9" in answer.json()["errors"][0]["message"]
    for wrong in ({"valid_from": 2025, "valid_to": 2024}, {"spread": "150"}, {"spread_kind": "interval"}):
        assert erp.post(f"{page}figures/", {**FACTS, **wrong, "revision": 1}).status_code == 422, wrong


def test_a_column_that_says_the_price_year_makes_it_unnecessary(erp: Caller) -> None:
    file = b"Kode;Navn;Faktor;Prisaar\n10;Mat;0,06;2021\n26;PC;0,04;2022\n"
    page = f"{PATH}{hand_in(erp, file).json()['own_set']}/"
    said = {**FACTS, "price_year": None, "revision": 1}

    without = erp.post(f"{page}figures/", said, Accept_Language="en")
    columns = {"code": 0, "name": 1, "factor": 2, "price_year": 3}
    (draft,) = erp.post(f"{page}figures/", {**said, "columns": columns}).json()["versions"]

    assert without.status_code == 422
    assert without.json()["errors"][0]["field"] == "price_year"
    assert (draft["factors"], draft["facts"]["price_year"]) == (2, 2022)
    assert [row["price_year"] for row in erp.get(f"{page}figures/").json()["results"]] == [2021, 2022]


def test_a_reader_hands_in_nothing(vik: Organisation, erp: Caller) -> None:
    reader = make_caller(vik, Role.READER, name="Reader").sign_in()
    page = f"{PATH}{hand_in(erp).json()['own_set']}/"
    assert hand_in(reader).status_code == 403
    assert reader.post(f"{page}publish/", {"revision": 1}).status_code == 403
    assert reader.get(page).status_code == 200


def test_sets_are_compared_in_one_money(erp: Caller) -> None:
    rows = erp.get(f"{COMPARISON}?currency=EUR&year=2023&page_size=1000").json()["results"]
    by_key = {(row["category"], row["factor_set"]): row for row in rows}
    medicines = by_key["health.medicines", "no-snac"]
    assert (medicines["kg_per_unit"], medicines["missing"]) == (None, "no_factor_mapped")
    assert Decimal(by_key["food.meat", "us-epa-1.2"]["kg_per_unit"]) > 0
    assert "proxy_region" in by_key["food.meat", "no-snac"]["flags"]
    without = erp.get(f"{COMPARISON}on-accounts/?year=1999&one=no-snac&other=no-dta").json()
    assert (without["one_kg"], without["categories"]) == (None, [])
    assert erp.get(f"{COMPARISON}on-accounts/?one=nobodys").status_code == 404


def test_what_a_version_changes(vik: Organisation, erp: Caller) -> None:
    import_file(vik, "ekby_supplier_ledger.csv")
    with at_work(vik):
        own_set = published(vik)
        made = calculate_footprint(organisation=vik, year=2024, factor_set=own_set.code)
        assert erp.get(f"{PATH}{own_set.uuid}/changes/").status_code == 404
        published_again(own_set, FILE.replace(b"0,03", b"0,06"))

    answer = erp.get(f"{PATH}{own_set.uuid}/changes/").json()

    (figure,) = answer["figures"]
    assert (figure["code"], figure["before"], figure["after"]) == ("41-43", "0.030000000000", "0.060000000000")
    (changed,) = answer["footprints"]
    assert (changed["footprint"], Decimal(changed["total_kg"])) == (str(made.uuid), made.total_kg)
    assert Decimal(changed["after_kg"]) >= made.total_kg
