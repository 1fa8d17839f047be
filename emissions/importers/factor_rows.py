"""Reads the rows of a factor file as chosen: a factor for each good row, a problem with row and column for the others.

Source: docs/methods/own_factor_sets.md. Nothing is guessed: a figure that can be read in two ways is a problem.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from emissions.calculations.factor_units import unit_written
from emissions.calculations.own_set_facts import SetFacts, SpreadKind, gsd2_of, kg_per_unit
from emissions.importers.amounts import understand
from emissions.importers.factor_table import FactorTable, Row
from foundation.problems import Problem

LONGEST_CODE, LONGEST_NAME = 60, 300
YEARS = range(1990, 2051)
_PLACES = Decimal("1e-12")
_HIGHEST = Decimal(10) ** 9
_FIGURES = ("factor", "spread", "low", "high")


@dataclass(frozen=True, slots=True)
class FactorRow:
    """One good row: its figure as written, and what it is in kg CO2e per unit of money without VAT."""

    row: int
    code: str
    name: str
    written: str
    price_year: int
    ghg_year: int
    kg_per_unit: Decimal
    gsd2: Decimal | None


class _BadCellError(Exception):
    def __init__(self, code: str, meaning: str, **values: object) -> None:
        super().__init__(code)
        self.code, self.meaning, self.values = code, meaning, values


@dataclass(slots=True)
class _Rows:
    """Reads rows one after another; remembers the decimal mark of each column and the codes that came before."""

    table: FactorTable
    columns: Mapping[str, int]
    facts: SetFacts
    marks: dict[str, str | None]
    seen: dict[tuple[str, int], int]

    def read(self, row: Row) -> FactorRow:
        number, _cells = row
        code, name = self._text(row, "code", LONGEST_CODE), self._text(row, "name", LONGEST_NAME)
        if not code:
            raise _BadCellError("code_missing", "code")
        figure = self._figure(row, "factor")
        if figure is None:
            raise _BadCellError("factor_missing", "factor")
        if figure == 0:
            raise _BadCellError("zero_factor", "factor")
        price_year = self._year(row, "price_year", self.facts.price_year)
        earlier = self.seen.get((code, price_year))
        if earlier is not None:
            raise _BadCellError("row_twice", "code", value=code, year=price_year, earlier=earlier)
        found = FactorRow(
            row=number,
            code=code,
            name=name or code,
            written=self._cell(row, "factor"),
            price_year=price_year,
            ghg_year=self._year(row, "ghg_year", self.facts.ghg_year),
            kg_per_unit=self._kg(row, figure),
            gsd2=self._gsd2(row, figure),
        )
        self.seen[code, price_year] = number
        return found

    def _kg(self, row: Row, figure: Decimal) -> Decimal:
        mass, per = self.facts.mass, self.facts.per
        if "unit" in self.columns and (written := self._cell(row, "unit")):
            unit = unit_written(written)
            if unit is None:
                raise _BadCellError("unit_unknown", "unit", value=written)
            if unit.currency not in ("", self.facts.currency):
                raise _BadCellError("other_currency", "unit", value=written, currency=self.facts.currency)
            mass, per = unit.mass, unit.per
        kg = kg_per_unit(figure, mass, per, self.facts.vat_rate)
        if kg != kg.quantize(_PLACES) or kg >= _HIGHEST:
            raise _BadCellError("out_of_reach", "factor", value=self._cell(row, "factor"))
        return kg.quantize(_PLACES)

    def _gsd2(self, row: Row, figure: Decimal) -> Decimal | None:
        kind = self.facts.spread_kind
        spread = self._figure(row, "spread")
        low, high = self._figure(row, "low"), self._figure(row, "high")
        if kind is SpreadKind.INTERVAL and (low is None) != (high is None):
            raise _BadCellError("half_interval", "high" if high is None else "low")
        place = "low" if kind is SpreadKind.INTERVAL else "spread"
        if kind is SpreadKind.INTERVAL and low is not None and high is not None and not low <= figure <= high:
            raise _BadCellError("outside_interval", "factor", value=figure, low=low, high=high)
        try:
            return gsd2_of(kind, spread, low, high)
        except ValueError as error:
            raise _BadCellError(f"spread_{kind.value}", place, value=self._cell(row, place)) from error

    def _cell(self, row: Row, meaning: str) -> str:
        place = self.columns.get(meaning)
        return "" if place is None else row[1][place]

    def _text(self, row: Row, meaning: str, longest: int) -> str:
        text = " ".join(self._cell(row, meaning).split())
        if len(text) > longest:
            raise _BadCellError("text_too_long", meaning, most=longest)
        return text

    def _year(self, row: Row, meaning: str, otherwise: int) -> int:
        text = self._cell(row, meaning)
        if not text:
            return otherwise
        if not (text.isascii() and text.isdigit()) or len(text) > 4 or int(text) not in YEARS:  # noqa: PLR2004 - four digits
            raise _BadCellError("not_a_year", meaning, value=text)
        return int(text)

    def _figure(self, row: Row, meaning: str) -> Decimal | None:
        text = self._cell(row, meaning).removesuffix("%").strip()
        if not text:
            return None
        digits = digits_of(text, self.marks.get(meaning))
        if digits is None:
            raise _BadCellError(_why_no_figure(text), meaning, value=text)
        if digits < 0:
            raise _BadCellError("below_zero", meaning, value=text)
        return digits


def read_factor_rows(
    table: FactorTable, columns: Mapping[str, int], facts: SetFacts
) -> tuple[list[FactorRow], list[Problem]]:
    """Return the good rows in the order of the file, and a problem for each of the others.

    `columns` says by meaning at which place a column stands. A row without code and factor is no row of the table.
    """
    reader = _Rows(table, columns, facts, {meaning: _mark(table, columns.get(meaning)) for meaning in _FIGURES}, {})
    good: list[FactorRow] = []
    problems: list[Problem] = []
    for row in table.rows:
        if not any(row[1][columns[meaning]] for meaning in ("code", "factor")):
            continue
        try:
            good.append(reader.read(row))
        except _BadCellError as bad:
            place = columns.get(bad.meaning)
            title = table.titles[place] if place is not None else ""
            values = {"row": row[0], "column": title or bad.meaning, "meaning": bad.meaning, **bad.values}
            problems.append(Problem(bad.code, f"row {row[0]}", title or None, values=values))
    return good, problems


def digits_of(text: str, mark: str | None) -> Decimal | None:
    """Return a figure as written, read by the column's decimal mark where that decides; None where it is none."""
    if "e" in text.casefold():
        try:
            return Decimal(text.replace(",", "."))
        except InvalidOperation:
            return None
    read = understand(text)
    if read.problem or (read.is_ambiguous and mark is None) or (read.mark and mark and read.mark != mark):
        return None
    digits = read.by_comma if mark == "," or not read.is_ambiguous else read.by_point
    return None if digits is None else Decimal(digits)


def _why_no_figure(text: str) -> str:
    read = understand(text)
    if read.problem or "e" in text.casefold():
        return "not_a_number"
    return "two_readings" if read.is_ambiguous else "other_mark"


def _mark(table: FactorTable, place: int | None) -> str | None:
    """Return the decimal mark that most cells of a column show by themselves."""
    if place is None:
        return None
    shown = [understand(row[place]).mark for _number, row in table.rows if row[place].strip()]
    votes = {mark: shown.count(mark) for mark in ",."}
    return max(votes, key=lambda mark: votes[mark]) if any(votes.values()) else None
