"""Read a factor set in this project's own format: a folder with `source.toml`, `codes.csv` and `factors.csv`.

Fields and rules: docs/methods/factor_set_format.md. What is wrong comes back as problems with place, reason and remedy.
"""

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

from emissions.calculations.data_folders import LANGUAGES, Reader, read_source
from emissions.calculations.data_problem_texts import DataFolderError
from emissions.calculations.factor_set import Factor, FactorCode, FactorSet, Quality
from foundation.money import PriceBasis
from foundation.problems import Problem

CODE_COLUMNS = ("code", "name_en", "name_nb", "name_sv", "not_for")
FACTOR_COLUMNS = ("code", "price_year", "ghg_year", "price_basis", "variant", "unit", "kg_per_unit")
GWP_SETS = ("AR4", "AR5", "AR6")
SCORES = range(1, 6)


def read_factor_set(folder: Path) -> tuple[FactorSet | None, tuple[Problem, ...]]:
    """Read and check a factor set. Returns the set, or None where it cannot be used, and what is wrong with it."""
    reader = Reader(folder)
    toml = reader.toml()
    if not toml:
        return None, tuple(reader.problems)
    factor_set = _factor_set(reader, toml)
    return (None if reader.problems else factor_set), tuple(reader.problems)


def load_factor_set(folder: Path) -> FactorSet:
    """Return a factor set that the project ships; raises DataFolderError with a sentence per problem if broken."""
    factor_set, problems = read_factor_set(folder)
    if factor_set is None:
        raise DataFolderError(folder.name, problems)
    return factor_set


def _factor_set(reader: Reader, toml: Mapping[str, object]) -> FactorSet:
    source = read_source(reader, toml)
    variants = {name: reader.texts(reader.table(toml, "variants"), name) for name in reader.table(toml, "variants")}
    codes = _codes(reader, source.checksums)
    return FactorSet(
        source=source,
        region=reader.text(toml, "region"),
        currency=reader.text(toml, "currency"),
        gwp_set=_known(reader, reader.text(toml, "gwp_set"), GWP_SETS, "source.toml", "gwp_set"),
        lca_model=reader.text(toml, "lca_model"),
        biogenic_co2=reader.text(toml, "biogenic_co2"),
        spend_variant=_known(
            reader, reader.text(toml, "spend_variant"), tuple(variants), "source.toml", "spend_variant"
        ),
        fits=reader.texts(toml, "fits"),
        does_not_fit=reader.texts(toml, "does_not_fit"),
        variants=variants,
        quality=_quality(reader, reader.table(toml, "uncertainty")),
        codes=codes,
        factors=_factors(reader, source.checksums, codes, tuple(variants), str(toml.get("spend_variant"))),
        helps_out=toml.get("helps_out") is True,
    )


def _known(reader: Reader, value: str, allowed: tuple[str, ...], place: str, field: str) -> str:
    if value not in allowed:
        reader.problem("unknown_value", place, field, value=value, allowed=", ".join(allowed))
    return value


def _quality(reader: Reader, table: Mapping[str, object]) -> Quality:
    regions = table.get("similar_regions", [])
    return Quality(
        basic_gsd2=_gsd2(reader, table, "basic_gsd2"),
        basic_source=reader.text(table, "basic_source"),
        set_gsd2=_gsd2(reader, table, "set_gsd2"),
        set_source=reader.text(table, "set_source"),
        reliability=_score(reader, table, "reliability"),
        completeness=_score(reader, table, "completeness"),
        technology=_score(reader, table, "technology"),
        similar_regions=frozenset(regions) if isinstance(regions, list) else frozenset(),
    )


def _gsd2(reader: Reader, table: Mapping[str, object], key: str) -> Decimal:
    number = reader.decimal(str(table.get(key, "")), "source.toml [uncertainty]", key) or Decimal(1)
    if number < 1:
        reader.problem("out_of_range", "source.toml [uncertainty]", key, value=number, allowed="1 and above")
    return number


def _score(reader: Reader, table: Mapping[str, object], key: str) -> int:
    score = table.get(key)
    if isinstance(score, int) and score in SCORES:
        return score
    reader.problem("out_of_range", "source.toml [uncertainty]", key, value=score, allowed="1 to 5")
    return SCORES[-1]


def _codes(reader: Reader, checksums: Mapping[str, str]) -> dict[str, FactorCode]:
    codes: dict[str, FactorCode] = {}
    for line, row in reader.rows("codes.csv", CODE_COLUMNS, checksums):
        place = f"codes.csv line {line}"
        if row["code"] in codes:
            reader.problem("duplicate_row", place, "code", value=row["code"])
        if not row["name_en"]:
            reader.problem("value_missing", place, "name_en", expected="a text")
        names = {language: name for language in LANGUAGES if (name := row[f"name_{language}"])}
        codes[row["code"]] = FactorCode(row["code"], names, frozenset(row["not_for"].split()))
    return codes


def _factors(
    reader: Reader,
    checksums: Mapping[str, str],
    codes: Mapping[str, FactorCode],
    variants: tuple[str, ...],
    spend_variant: str,
) -> tuple[Factor, ...]:
    rows = reader.rows("factors.csv", FACTOR_COLUMNS, checksums)
    factors: dict[tuple[object, ...], Factor] = {}
    for line, row in rows:
        place = f"factors.csv line {line}"
        if (factor := _factor(reader, row, place, codes, variants)) is None:
            continue
        key = (factor.code, factor.price_year, factor.price_basis, factor.variant)
        if key in factors:
            reader.problem("duplicate_row", place, "code", value=" ".join(map(str, key)))
        if factor.kg_per_unit == 0 and factor.variant == spend_variant:
            reader.problem("zero_factor", place, "kg_per_unit", code=factor.code)
        factors[key] = factor
    if not rows:
        reader.problem("no_rows", "factors.csv")
    return tuple(factors.values())


def _factor(
    reader: Reader, row: Mapping[str, str], place: str, codes: Mapping[str, FactorCode], variants: tuple[str, ...]
) -> Factor | None:
    before = len(reader.problems)
    if row["code"] not in codes:
        reader.problem("unknown_code", place, "code", value=row["code"])
    price_year, ghg_year = (reader.year(row[key], place, key) for key in ("price_year", "ghg_year"))
    basis = _known(reader, row["price_basis"], tuple(PriceBasis), place, "price_basis")
    _known(reader, row["variant"], variants, place, "variant")
    number = reader.decimal(row["kg_per_unit"], place, "kg_per_unit")
    if number is not None and number < 0:
        reader.problem("below_zero", place, "kg_per_unit", value=number)
    if len(reader.problems) > before or price_year is None or ghg_year is None or number is None:
        return None
    return Factor(row["code"], price_year, ghg_year, PriceBasis(basis), row["variant"], row["unit"], number)
