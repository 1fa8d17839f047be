"""Factor sets: what is shipped is whole, and what is broken is said in a sentence."""

import hashlib
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from emissions.calculations.data_folders import LANGUAGES
from emissions.calculations.data_problem_texts import DataFolderError, sentence_of
from emissions.calculations.factor_set import FactorSet
from emissions.calculations.factor_set_format import load_factor_set, read_factor_set
from foundation.money import PriceBasis
from tests.emissions.calculations.shipped import (
    FACTOR_SETS,
    norway,
    norway_alone,
    prices,
    united_states,
    united_states_before,
)

SOURCE = """
code = "example"
version = "1"
publisher = "A publisher"
region = "NO"
currency = "NOK"
gwp_set = "AR5"
lca_model = "input-output"
biogenic_co2 = "not included"
spend_variant = "all"
[title]
en = "An example"
nb = "Et eksempel"
sv = "Ett exempel"
[licence]
id = "CC0-1.0"
url = "https://example.org/licence"
attribution = "A publisher"
[origin]
url = "https://example.org"
how = "Made up"
[fits]
en = "Tests"
nb = "Tester"
sv = "Tester"
[does_not_fit]
en = "Anything else"
nb = "Alt annet"
sv = "Allt annat"
[variants.all]
en = "All"
nb = "Alle"
sv = "Alla"
[uncertainty]
basic_gsd2 = "1.5"
basic_source = "made up"
set_gsd2 = "1.2"
set_source = "made up"
reliability = 2
completeness = 2
technology = 2
"""
CODES = "code,name_en,name_nb,name_sv,not_for\nA,Apples,Epler,Äpplen,\nB,Boats,,,fuel\n"
FACTORS = (
    "code,price_year,ghg_year,price_basis,variant,unit,kg_per_unit\n"
    "A,2020,2019,purchaser,all,kg CO2e/NOK,0.1\n"
    "B,2020,2019,basic,all,kg CO2e/NOK,0.25\n"
)


def write_set(folder: Path, *, source: str = SOURCE, codes: str = CODES, factors: str = FACTORS) -> Path:
    (folder / "codes.csv").write_text(codes, encoding="utf-8")
    (folder / "factors.csv").write_text(factors, encoding="utf-8")
    sums = "".join(
        f'"{name}" = "{hashlib.sha256((folder / name).read_bytes()).hexdigest()}"\n'
        for name in ("codes.csv", "factors.csv")
    )
    (folder / "source.toml").write_text(f"{source}\n[checksums]\n{sums}", encoding="utf-8")
    return folder


def sentences(folder: Path) -> list[str]:
    factor_set, problems = read_factor_set(folder)
    assert factor_set is None
    return [sentence_of(problem) for problem in problems]


def test_factor_set_is_read_with_its_source_and_figures(tmp_path: Path) -> None:
    factor_set = load_factor_set(write_set(tmp_path))

    assert (factor_set.code, factor_set.version, factor_set.currency) == ("example", "1", "NOK")
    assert factor_set.source.reference == "example@1"
    assert factor_set.factor("A", 2020, PriceBasis.PURCHASER) == factor_set.factors[0]
    assert factor_set.factors[0].kg_per_unit == Decimal("0.1")
    assert factor_set.codes["A"].name("nb") == "Epler"
    assert factor_set.codes["B"].name("sv") == "Boats"
    assert factor_set.codes["B"].not_for == {"fuel"}
    assert factor_set.identity(factor_set.factors[0]) == "example@1:A:NO:2020/2019:purchaser:all:AR5"


def test_factor_set_serves_net_spend_with_purchaser_prices_only(tmp_path: Path) -> None:
    factor_set = load_factor_set(write_set(tmp_path))

    assert list(factor_set.spend_vintages("A")) == [2020]
    assert dict(factor_set.spend_vintages("B")) == {}
    assert dict(factor_set.spend_vintages("C")) == {}


def test_factor_set_prefers_prices_without_product_taxes(tmp_path: Path) -> None:
    rows = FACTORS + "A,2020,2019,purchaser_ex_product_taxes,all,kg CO2e/NOK,0.2\n"
    rows += "A,2020,2019,purchaser_incl_product_taxes,all,kg CO2e/NOK,0.15\n"
    factor_set = load_factor_set(write_set(tmp_path, factors=rows))

    assert factor_set.spend_vintages("A")[2020].price_basis is PriceBasis.PURCHASER_EX_TAXES
    assert factor_set.price_bases == tuple(PriceBasis)


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (
            "A,2021,2019,purchaser,all,kg,0,1",
            "factors.csv line 4: 8 fields, but there are 7 columns. Look for a stray comma.",
        ),
        (
            "A,2021,2019,purchaser,all,kg,abc",
            "factors.csv line 4, kg_per_unit: “abc” is no number. Write digits with a decimal point.",
        ),
        (
            "A,2021,2019,purchaser,all,kg,NaN",
            "factors.csv line 4, kg_per_unit: “NaN” is no number. Write digits with a decimal point.",
        ),
        (
            "A,2021,2019,purchaser,all,kg,",
            "factors.csv line 4, kg_per_unit: “” is no number. Write digits with a decimal point.",
        ),
        (
            "A,2021,2019,purchaser,all,kg,-0.1",
            "factors.csv line 4, kg_per_unit: -0.1 is below zero. An emission factor for purchases cannot be.",
        ),
        (
            "A,2021,2019,purchaser,all,kg,0.000",
            "factors.csv line 4: A has the factor zero. Leave the row out where the figure is not known.",
        ),
        ("A,21,2019,purchaser,all,kg,0.1", "factors.csv line 4, price_year: “21” is no year. Write four digits."),
        (
            "A,2021,2019,retail,all,kg,0.1",
            (
                "factors.csv line 4, price_basis: “retail” is not known. Use one of: basic, "
                "purchaser_ex_product_taxes, purchaser_incl_product_taxes, purchaser."
            ),
        ),
        ("A,2021,2019,purchaser,some,kg,0.1", "factors.csv line 4, variant: “some” is not known. Use one of: all."),
        (
            "C,2021,2019,purchaser,all,kg,0.1",
            "factors.csv line 4: the code C does not stand in codes.csv. Add it there or correct it.",
        ),
        (
            "A,2020,2019,purchaser,all,kg,0.3",
            "factors.csv line 4: A 2020 purchaser all stands twice. Keep one of the rows.",
        ),
    ],
)
def test_a_wrong_row_is_said_with_place_and_remedy(tmp_path: Path, row: str, sentence: str) -> None:
    assert sentences(write_set(tmp_path, factors=f"{FACTORS}{row}\n")) == [sentence]


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ('publisher = "A publisher"\n', "", "source.toml: publisher is missing. Give a text."),
        ('nb = "Et eksempel"\n', "", "source.toml [title]: nb is missing. Give a text."),
        ('url = "https://example.org/licence"\n', "", "source.toml [licence]: url is missing. Give a text."),
        ('gwp_set = "AR5"', 'gwp_set = "AR9"', "source.toml, gwp_set: “AR9” is not known. Use one of: AR4, AR5, AR6."),
        (
            'spend_variant = "all"',
            'spend_variant = "x"',
            "source.toml, spend_variant: “x” is not known. Use one of: all.",
        ),
        ('"1.5"', '"0.5"', "source.toml [uncertainty], basic_gsd2: 0.5 is outside 1 and above. Correct it."),
        (
            "reliability = 2",
            "reliability = 9",
            "source.toml [uncertainty], reliability: 9 is outside 1 to 5. Correct it.",
        ),
    ],
)
def test_a_wrong_source_is_said_with_place_and_remedy(tmp_path: Path, old: str, new: str, sentence: str) -> None:
    assert sentences(write_set(tmp_path, source=SOURCE.replace(old, new))) == [sentence]


def test_a_changed_file_no_longer_fits_its_checksum(tmp_path: Path) -> None:
    write_set(tmp_path)
    (tmp_path / "factors.csv").write_text(FACTORS.replace("0.1", "0.2"), encoding="utf-8")
    found = hashlib.sha256((tmp_path / "factors.csv").read_bytes()).hexdigest()

    (sentence,) = sentences(tmp_path)
    assert sentence.startswith("factors.csv is not the file that source.toml vouches for. ")
    assert sentence.endswith(f"If the change is meant, write {found} under checksums.")


def test_missing_files_and_unreadable_toml_are_said(tmp_path: Path) -> None:
    assert sentences(tmp_path) == ["source.toml: the file is not there. Put source.toml into the folder."]

    (tmp_path / "source.toml").write_text("code = ", encoding="utf-8")
    assert sentences(tmp_path)[0].startswith("source.toml cannot be read: Invalid value")

    write_set(tmp_path)
    (tmp_path / "codes.csv").unlink()
    assert sentences(tmp_path)[0] == "codes.csv: the file is not there. Put codes.csv into the folder."


def test_other_columns_an_empty_set_and_a_repeated_code_are_said(tmp_path: Path) -> None:
    assert sentences(write_set(tmp_path, factors=FACTORS.replace("unit,kg", "unit_of,kg", 1)))[0] == (
        "factors.csv: the columns are code, price_year, ghg_year, price_basis, variant, unit_of, kg_per_unit, but "
        "should be code, price_year, ghg_year, price_basis, variant, unit, kg_per_unit. Put them in that order."
    )
    assert sentences(write_set(tmp_path, factors=FACTORS.splitlines()[0] + "\n")) == [
        "factors.csv has no rows. A set without figures cannot be used."
    ]
    assert sentences(write_set(tmp_path, codes=CODES + "A,,,,\n")) == [
        "codes.csv line 4: A stands twice. Keep one of the rows.",
        "codes.csv line 4: name_en is missing. Give a text.",
    ]


def test_loading_a_broken_set_raises_with_every_sentence(tmp_path: Path) -> None:
    folder = write_set(tmp_path, factors=FACTORS + "A,1,1,purchaser,all,kg,x\n")

    with pytest.raises(DataFolderError) as caught:
        load_factor_set(folder)

    assert str(caught.value).splitlines()[1:] == [
        "factors.csv line 4, price_year: “1” is no year. Write four digits.",
        "factors.csv line 4, ghg_year: “1” is no year. Write four digits.",
        "factors.csv line 4, kg_per_unit: “x” is no number. Write digits with a decimal point.",
    ]


@pytest.mark.parametrize(
    "factor_set",
    [norway(), norway_alone(), united_states(), united_states_before()],
    ids=lambda factor_set: factor_set.code,
)
def test_a_shipped_set_is_whole_in_every_language(factor_set: FactorSet) -> None:
    assert all(
        set(texts) == set(LANGUAGES) for texts in (factor_set.source.title, factor_set.fits, factor_set.does_not_fit)
    )
    assert len({factor_set.identity(factor) for factor in factor_set.factors}) == len(factor_set.factors)
    assert {factor.code for factor in factor_set.factors} == set(factor_set.codes)
    assert all(factor_set.spend_vintages(code) for code in factor_set.codes)
    assert factor_set.gwp_set == ("AR4" if factor_set.code == "us-epa-1.2" else "AR5")


def test_norway_has_its_groups_years_and_price_bases() -> None:
    factor_set = norway()

    assert len(factor_set.codes) == 62
    assert factor_set.years == (2012, 2020)
    basic = [factor for factor in factor_set.factors if factor.price_basis is PriceBasis.BASIC]
    assert len([factor for factor in basic if factor.variant == "use_mix"]) == 62 * 9
    assert {tuple(sorted(factor_set.spend_vintages(code))) for code in factor_set.codes} == {(2019, 2020)}
    assert {name for code in factor_set.codes.values() for name in code.names} == set(LANGUAGES)
    assert factor_set.codes["R21"].not_for == {"fuel", "medicine"}
    assert [code for code, entry in factor_set.codes.items() if entry.not_for] == ["R21"]


@pytest.mark.parametrize(
    ("code", "basic", "ex_taxes", "incl_taxes"),
    [
        ("R10_12", "0.0532", "0.0469", "0.0395"),
        ("R13_15", "0.0611", "0.0427", "0.0351"),
        ("R31_32", "0.0335", "0.0244", "0.0210"),
    ],
)
def test_norway_has_the_known_factors_of_2020(code: str, basic: str, ex_taxes: str, incl_taxes: str) -> None:
    figures = [norway().factor(code, 2020, price_basis) for price_basis in list(PriceBasis)[:3]]

    assert [str(round(figure.kg_per_unit, 4)) for figure in figures if figure] == [basic, ex_taxes, incl_taxes]


def test_norway_says_when_and_from_which_release_it_comes() -> None:
    source = norway().source

    assert (source.published, source.retrieved) == (date(2023, 12, 7), date(2026, 11, 21))
    assert source.origin_release == "v1.1 (commit 24cfb7c, 2023-12-07)"
    assert (united_states().source.published, united_states().source.publisher) == (
        None,
        "US Environmental Protection Agency, Office of Research and Development",
    )


def test_norway_lies_apart_under_its_own_licence() -> None:
    assert norway().source.licence.id == "CC-BY-SA-4.0"
    assert "CC BY-SA 4.0" in (FACTOR_SETS / "no-snac" / "LICENCE.md").read_text(encoding="utf-8")


def test_united_states_has_its_commodities_and_margins() -> None:
    factor_set = united_states()

    assert (len(factor_set.codes), len(factor_set.factors), factor_set.years) == (1016, 3 * 1016, (2022, 2022))
    assert factor_set.spend_vintages("722310")[2022].kg_per_unit == Decimal("0.132")
    off = []
    for code in factor_set.codes:
        parts = [factor_set.factor(code, 2022, PriceBasis.PURCHASER, name) for name in ("without_margins", "margins")]
        whole = factor_set.spend_vintages(code)[2022].kg_per_unit
        off.append(abs(sum(part.kg_per_unit for part in parts if part) - whole))
    assert max(off) == Decimal("0.001")


def test_only_the_sets_that_were_meant_to_help_out_where_another_has_nothing() -> None:
    shipped = [norway(), norway_alone(), united_states(), united_states_before()]
    assert [known.code for known in shipped if known.helps_out] == ["no-snac", "us-epa-1.3.0"]


def test_norway_alone_has_the_groups_of_norway_one_year_more_and_says_that_it_understates() -> None:
    factor_set = norway_alone()

    assert factor_set.codes == norway().codes
    assert (factor_set.years, factor_set.source.licence.id) == ((2012, 2021), "CC-BY-4.0")
    assert {tuple(sorted(factor_set.spend_vintages(code))) for code in factor_set.codes} == {(2019, 2020, 2021)}
    assert "understates whatever is imported" in factor_set.does_not_fit["en"]
    assert prices().follows("no-dta", "RF")


def test_the_united_states_had_the_same_commodities_before() -> None:
    before, now = united_states_before(), united_states()

    assert before.codes == now.codes
    assert (before.years, before.gwp_set, len(before.factors)) == ((2021, 2021), "AR4", len(now.factors))
    assert {factor.ghg_year for factor in before.factors} == {2019}
