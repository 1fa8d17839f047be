"""Factor sets: they are read with source and figures, and what is broken is said in a sentence."""

import hashlib
from decimal import Decimal
from pathlib import Path

import pytest

from emissions.calculations.data_problem_texts import DataFolderError, sentence_of
from emissions.calculations.factor_set_format import load_factor_set, read_factor_set
from foundation.money import PriceBasis

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
