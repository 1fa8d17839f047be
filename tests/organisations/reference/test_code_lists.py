import polars as pl
import pytest

from organisations.reference.code_lists import (
    CPV_LANGUAGES,
    account_groups,
    cpv_codes,
    kostra_arts,
    kostra_functions,
    municipalities,
)


def test_cpv_has_every_code_once_with_names_in_five_languages() -> None:
    codes = cpv_codes()
    assert codes.height == 9454
    assert codes["code"].n_unique() == 9454
    assert codes.select(f"name_{language}" for language in CPV_LANGUAGES).null_count().row(0) == (0,) * 5


def test_cpv_parents_exist_and_are_shorter() -> None:
    codes = cpv_codes()
    children = codes.drop_nulls("parent")
    assert children.join(codes, left_on="parent", right_on="code", how="anti").is_empty()
    assert codes.filter(pl.col("parent").is_null())["code"].str.ends_with("000000").all()
    assert codes["parent"].null_count() == 45


def test_cpv_names_are_trimmed() -> None:
    names = cpv_codes().unpivot([f"name_{language}" for language in CPV_LANGUAGES], index="code")
    assert names.filter(pl.col("value") != pl.col("value").str.strip_chars()).is_empty()


def test_cpv_check_digit_of_a_known_code() -> None:
    assert cpv_codes().filter(code="45210000").select("check_digit", "kind").row(0) == ("2", "W")


def test_arts_are_a_dated_union() -> None:
    seen = dict(kostra_arts().select("code", "seen_in").iter_rows())
    assert {"290", "375", "475", "790"} <= set(seen)
    assert all(lists for lists in seen.values())
    assert {word for lists in seen.values() for word in lists.split()} == {"ssb-2026", "saft-2024", "ledger-2011"}


def test_arts_have_official_names_where_the_list_of_2024_has_them() -> None:
    arts = kostra_arts()
    official = arts.filter(pl.col("seen_in").str.contains("saft-2024"))
    assert official["name_nb"].null_count() == 0
    assert arts.filter(code="230")["name_nb"][0] == "Vedlikehold, påkostning, nybygg og nyanlegg"
    assert arts.filter(pl.col("name_nb").is_null())["name_source"].null_count() == arts["name_nb"].null_count()


def test_functions_of_both_levels_are_unique_within_their_level() -> None:
    functions = kostra_functions()
    assert functions.select("code", "level").is_unique().all()
    assert set(functions["level"]) == {"municipality", "county"}
    assert functions.filter(code="332", level="municipality")["name_nb"][0] == "Kommunale veier"


@pytest.mark.parametrize("chart", ["kommun_bas", "bas", "fi_kunta"])
def test_account_groups_have_unique_prefixes_and_names(chart: str) -> None:
    groups = account_groups(chart)
    assert groups["prefix"].is_unique().all()
    assert groups.null_count().row(0) == (0, 0, 0)


def test_every_account_class_of_the_charts_by_prefix_is_covered() -> None:
    assert {prefix[0] for prefix in account_groups("kommun_bas")["prefix"]} == set("123456789")
    assert {prefix[0] for prefix in account_groups("bas")["prefix"]} == set("12345678")
    assert {prefix[0] for prefix in account_groups("fi_kunta")["prefix"]} == set("12345678")


@pytest.mark.parametrize(
    ("country", "count", "code", "name"), [("NO", 357, "4640", "Sogndal"), ("SE", 290, "1880", "Örebro kommun")]
)
def test_municipalities_of_a_country(country: str, count: int, code: str, name: str) -> None:
    found = municipalities(country)
    assert found.height == count
    assert found["code"].is_unique().all()
    assert found.filter(code=code)["name"][0] == name


def test_population_is_missing_rather_than_zero_where_the_source_has_none() -> None:
    assert municipalities("SE")["population"].null_count() == 290
    assert municipalities("NO").filter(pl.col("population").is_null() | (pl.col("population") <= 0)).is_empty()
