"""Which column of a factor file means what: proposed from titles and cells, decided by a person."""

import re
from collections.abc import Iterable, Mapping, Sequence

from emissions.calculations.factor_units import FactorUnit, unit_written
from emissions.calculations.own_set_facts import CodeKind
from emissions.importers.factor_table import FactorTable, is_figure

MEANINGS = ("code", "name", "factor", "unit", "price_year", "ghg_year", "spread", "low", "high")
NEEDED = ("code", "factor")
_LOOKED_AT = 60
_TITLES: Mapping[str, str] = {
    "code": r"^(code|kode|kod|id|nr|cpv|nace|naics|sni|sn2007|art|konto|unspsc|cpa).*",
    "name": r"(name|navn|namn|benevnelse|benämning|beskrivelse|beskrivning|description|tekst|text|title|tittel|titel"
    r"|gruppe|grupp|product|produkt|kategori|category|kjøp|inköp)",
    "factor": r"(factor|faktor|co2|co₂|utslipp|utsläpp|emission|intensi|kg)",
    "unit": r"^(unit|enhet|måleenhet|mätenhet).*",
    "price_year": r"(price.?year|prisår|prisnivå|kroneår|basår|price level)",
    "ghg_year": r"(ghg.?year|emission.?year|utslippsår|utsläppsår|dataår|data year)",
    "spread": r"(uncertain|usikkerhet|osäkerhet|gsd|spread|\+/-|±)",
    "low": r"^(low|min|nedre|lav|låg|lower).*",
    "high": r"^(high|max|maks|øvre|övre|høy|hög|upper).*",
}
_KINDS: Mapping[CodeKind, re.Pattern[str]] = {
    CodeKind.CPV: re.compile(r"[0-9]{8}(-[0-9])?"),
    CodeKind.NAICS: re.compile(r"[0-9]{6}"),
    CodeKind.KOSTRA: re.compile(r"[1-4][0-9]{2}"),
    CodeKind.NACE: re.compile(
        r"(?:R|CPA_?|NACE_?)?[A-U]?[0-9]{0,2}(?:\.[0-9]{1,2}|[0-9]{0,2})?(?:[-_–][A-U]?[0-9]{2})?"
    ),
}
_TITLE_KINDS = {"cpv": CodeKind.CPV, "unspsc": CodeKind.UNSPSC, "naics": CodeKind.NAICS, "art": CodeKind.KOSTRA}
_TITLE_KINDS |= dict.fromkeys(("nace", "sni", "sn2007", "cpa"), CodeKind.NACE)


def proposed_columns(table: FactorTable) -> dict[str, int]:
    """Return by meaning the column that its title or cells speak for; a column has one meaning."""
    found: dict[str, int] = {}
    for meaning in ("unit", "price_year", "ghg_year", "spread", "low", "high", "code", "name", "factor"):
        pattern = re.compile(_TITLES[meaning], re.IGNORECASE)
        places = [place for place, title in enumerate(table.titles) if place not in found.values() and title]
        fitting = [place for place in places if pattern.search(table.titles[place])]
        if meaning == "factor":
            fitting = [place for place in fitting or places if _share(table, place, is_figure) > 1 / 2]
        if fitting:
            found[meaning] = fitting[0]
    if "code" not in found and "name" in found:
        found["code"] = found.pop("name")  # a set without codes is known by its names
    return found


def columns_as_before(table: FactorTable, before: FactorTable, columns: Mapping[str, int]) -> dict[str, int]:
    """Return the columns that were chosen of an earlier file where a new one has them, by their titles.

    A column without a title counts by its place, where the tables are equally wide. What every set needs and is not
    found so is proposed as for a first file.
    """
    found: dict[str, int] = {}
    for meaning, place in columns.items():
        title = before.titles[place] if place < len(before.titles) else ""
        if title and title in table.titles:
            found[meaning] = table.titles.index(title)
        elif not title and len(table.titles) == len(before.titles) and not table.titles[place]:
            found[meaning] = place
    fresh = proposed_columns(table)
    needed = {name: fresh[name] for name in NEEDED if name not in found and name in fresh}
    return {**{name: place for name, place in needed.items() if place not in found.values()}, **found}


def proposed_unit(table: FactorTable, columns: Mapping[str, int]) -> FactorUnit | None:
    """Return the unit that the unit column, or else the title of the factor's column, names."""
    texts = [row[columns["unit"]] for _number, row in table.rows[:_LOOKED_AT]] if "unit" in columns else []
    if "factor" in columns:
        title = table.titles[columns["factor"]]
        texts += [title, *re.findall(r"[\[(]([^\])]*)[\])]", title), *re.findall(r"\b(?:k?g|t|tonne?)\s*CO.*", title)]
    return next((unit for text in texts if (unit := unit_written(text))), None)


def proposed_year(table: FactorTable, columns: Mapping[str, int]) -> int | None:
    """Return the year in the title of the factor column, or in the first unit; None where none stands there."""
    texts = [table.titles[columns["factor"]]] if "factor" in columns else []
    texts += [table.rows[0][1][columns["unit"]]] if "unit" in columns else []
    years = [int(year) for text in texts for year in re.findall(r"(?<!\d)(20[0-4]\d)(?!\d)", text)]
    return max(years, default=None)


def proposed_kind(table: FactorTable, columns: Mapping[str, int], categories: Iterable[str]) -> CodeKind:
    """Return what the codes look like: by the title of their column, else by their form."""
    place = columns.get("code")
    if place is None:
        return CodeKind.OWN
    words = re.findall(r"[a-z0-9]+", table.titles[place].casefold())
    if named := next((kind for word, kind in _TITLE_KINDS.items() if word in words), None):
        return named
    known = frozenset(categories)
    if _share(table, place, known.__contains__) > 1 / 2:
        return CodeKind.CATEGORY
    fits = (kind for kind, form in _KINDS.items() if _share(table, place, lambda code: _is(form, code)) > 4 / 5)  # noqa: B023 - used at once
    return next(fits, CodeKind.OWN)


def _is(form: re.Pattern[str], code: str) -> bool:
    return any(map(str.isdigit, code)) and form.fullmatch(code.upper()) is not None


def _share(table: FactorTable, place: int, holds: "Sequence[str] | object") -> float:
    """Return for how many of the first cells of a column something holds, of those that are not empty."""
    cells = [row[place] for _number, row in table.rows[:_LOOKED_AT] if row[place]]
    return sum(bool(holds(cell)) for cell in cells) / len(cells) if cells and callable(holds) else 0.0
