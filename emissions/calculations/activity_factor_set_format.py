"""Read factors by activity: a folder with `source.toml`, `factors.csv` and `conversions.csv`.

Fields and rules: docs/methods/factor_set_format.md. What is wrong comes back as problems with place, reason and remedy.
"""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from emissions.calculations.activity_factor_set import ActivityFactor, ActivityFactorSet, Conversion, Covers, Gases
from emissions.calculations.data_folders import LANGUAGES, Reader, read_source
from emissions.calculations.data_problem_texts import DataFolderError
from foundation.problems import Problem
from foundation.quantities import unit_called

FACTOR_COLUMNS = (
    "code",
    "name_en",
    "name_nb",
    "name_sv",
    "group",
    "region",
    "year",
    "scope",
    "covers",
    "gases",
    "unit",
    "kg_per_unit",
    "indirect_kg_per_unit",
    "gsd2",
    "note",
)
CONVERSION_COLUMNS = ("code", "from_unit", "to_unit", "amount", "source")
SCOPES = ("1", "2", "3")
GWP_SETS = ("AR4", "AR5", "AR6", "EF 3.0", "CO2")


def read_activity_factor_set(folder: Path) -> tuple[ActivityFactorSet | None, tuple[Problem, ...]]:
    """Read and check a set. Returns the set, or None where it cannot be used, and what is wrong with it."""
    reader = Reader(folder)
    toml = reader.toml()
    if not toml:
        return None, tuple(reader.problems)
    read = _set(reader, toml)
    return (None if reader.problems else read), tuple(reader.problems)


def load_activity_factor_set(folder: Path) -> ActivityFactorSet:
    """Return a set that the project ships; raises DataFolderError with a sentence per problem if broken."""
    read, problems = read_activity_factor_set(folder)
    if read is None:
        raise DataFolderError(folder.name, problems)
    return read


def _set(reader: Reader, toml: Mapping[str, object]) -> ActivityFactorSet:
    source = read_source(reader, toml)
    names = reader.table(toml, "groups")
    groups = {name: reader.texts(names, name) for name in names}
    factors = _factors(reader, source.checksums, tuple(groups))
    return ActivityFactorSet(
        source=source,
        gwp_set=_known(reader, reader.text(toml, "gwp_set"), GWP_SETS, "source.toml", "gwp_set"),
        fits=reader.texts(toml, "fits"),
        does_not_fit=reader.texts(toml, "does_not_fit"),
        groups=groups,
        factors=_with_conversions(reader, source.checksums, factors),
    )


def _factors(reader: Reader, checksums: Mapping[str, str], groups: tuple[str, ...]) -> dict[str, ActivityFactor]:
    factors: dict[str, ActivityFactor] = {}
    rows = reader.rows("factors.csv", FACTOR_COLUMNS, checksums)
    for line, row in rows:
        place = f"factors.csv line {line}"
        if row["code"] in factors:
            reader.problem("duplicate_row", place, "code", value=row["code"])
        if factor := _factor(reader, row, place, groups):
            factors[factor.code] = factor
    if not rows:
        reader.problem("no_rows", "factors.csv")
    return factors


def _factor(reader: Reader, row: Mapping[str, str], place: str, groups: tuple[str, ...]) -> ActivityFactor | None:
    before = len(reader.problems)
    if not row["name_en"]:
        reader.problem("value_missing", place, "name_en", expected="a text")
    for field, allowed in (("group", groups), ("scope", SCOPES), ("covers", tuple(Covers)), ("gases", tuple(Gases))):
        _known(reader, row[field], allowed, place, field)
    _unit(reader, row["unit"], place, "unit")
    year = reader.year(row["year"], place, "year")
    kg = _figure(reader, row["kg_per_unit"], place, "kg_per_unit")
    indirect = _figure(reader, row["indirect_kg_per_unit"] or "0", place, "indirect_kg_per_unit")
    gsd2 = _figure(reader, row["gsd2"] or "1", place, "gsd2")
    if len(reader.problems) > before or year is None or kg is None:
        return None
    return ActivityFactor(
        code=row["code"],
        names={language: name for language in LANGUAGES if (name := row[f"name_{language}"])},
        group=row["group"],
        region=row["region"],
        year=year,
        scope=int(row["scope"]),
        covers=Covers(row["covers"]),
        gases=Gases(row["gases"]),
        unit=row["unit"],
        kg=kg,
        indirect_kg=indirect if row["indirect_kg_per_unit"] else None,
        gsd2=gsd2 if row["gsd2"] else None,
        note=row["note"],
    )


def _with_conversions(
    reader: Reader, checksums: Mapping[str, str], factors: dict[str, ActivityFactor]
) -> dict[str, ActivityFactor]:
    for line, row in reader.rows("conversions.csv", CONVERSION_COLUMNS, checksums):
        place = f"conversions.csv line {line}"
        amount = _figure(reader, row["amount"], place, "amount")
        for field in ("from_unit", "to_unit"):
            _unit(reader, row[field], place, field)
        if not row["source"]:
            reader.problem("value_missing", place, "source", expected="a text")
        if (factor := factors.get(row["code"])) is None:
            reader.problem("unknown_code", place, "code", value=row["code"])
        elif amount is not None:
            conversion = Conversion(row["from_unit"], row["to_unit"], amount, row["source"])
            factors[factor.code] = replace(factor, conversions=(*factor.conversions, conversion))
    return factors


def _figure(reader: Reader, text: str, place: str, field: str) -> Decimal | None:
    number = reader.decimal(text, place, field)
    if number is not None and number < 0:
        reader.problem("below_zero", place, field, value=number)
    return number


def _known(reader: Reader, value: str, allowed: tuple[str, ...], place: str, field: str) -> str:
    if value not in allowed:
        reader.problem("unknown_value", place, field, value=value, allowed=", ".join(allowed))
    return value


def _unit(reader: Reader, unit: str, place: str, field: str) -> None:
    if unit_called(unit) != unit:
        reader.problem("unknown_value", place, field, value=unit, allowed="the units of foundation/quantities.py")
