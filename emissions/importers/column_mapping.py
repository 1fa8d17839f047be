"""What somebody says of a table that nobody knows: which column means what, and how its amounts and dates are written.

Columns are called by their labels: the name in the header row, with a number behind it where a name stands twice, and
the letter of the column where it has none. A mapping is frozen, and has a form in JSON that is the same for the page,
the commands and the API.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Final, Literal, get_args

from emissions.importers.ledger_lines import LINE_SCHEMA, Chart, LedgerKind
from emissions.importers.problem_log import short
from foundation.problems import Problem

Sign = Literal["costs_plus", "costs_minus", "credit_minus"]
DateOrder = Literal["day_first", "month_first"]
DecimalMark = Literal[",", "."]
Amounts = Literal["accounts", "budget"]

# `debit` and `credit` together are an amount, and so are an unsigned one and the letter of its `side`; `year` and
# `month` are a date; the buyer tells whose file it is.
MEANINGS: Final = (
    *(name for name in LINE_SCHEMA if name != "row"),
    "debit",
    "credit",
    "side",
    "year",
    "month",
    "buyer_number",
    "buyer_name",
)
CHOICES: Final[Mapping[str, tuple[Any, ...]]] = MappingProxyType(
    {
        "sign": get_args(Sign),
        "decimal_mark": (None, *get_args(DecimalMark)),
        "date_order": (None, *get_args(DateOrder)),
        "ledger": get_args(LedgerKind),
        "chart": (None, *get_args(Chart)),
        "amounts": get_args(Amounts),
        "account_above": (False, True),
        "account_zeros": (False, True),
    }
)
MOST_COLUMNS: Final = 200
LAST_HEADER_ROW: Final = 1_000
FIRST_YEAR, LAST_YEAR = 1950, 2100
_LONGEST_LABEL: Final = 200
_LONGEST_SHEET: Final = 100
_CURRENCY_LETTERS: Final = 3
_ALPHABET: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """How a table is to be read.

    `header_row` counts from 1 and is 0 for a table without names. `columns` gives the meaning (of `MEANINGS`) of each
    label that is read. `sign`: costs are written without a minus, with one, or credit in a column of its own carries
    one. `decimal_mark`, `date_order` and `chart` are None where the content shows them; `currency` where it is that of
    the organisation. `year` is for tables without dates. `account_above`: an account stands in a row of its own above
    its postings. `account_zeros`: KOSTRA arts that lost the zeros in front get them back, 10 is 010.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    sheet: str = ""
    header_row: int = 1
    sign: Sign = "costs_plus"
    decimal_mark: DecimalMark | None = None
    date_order: DateOrder | None = None
    currency: str | None = None
    ledger: LedgerKind = "general"
    chart: Chart | None = None
    amounts: Amounts = "accounts"
    year: int | None = None
    account_above: bool = False
    account_zeros: bool = False

    def as_json(self) -> dict[str, Any]:
        """Return the mapping as it is stored, sent and fingerprinted; later keys only if they are said."""
        said = {name: getattr(self, name) for name in _NAMES if name not in _LATER or getattr(self, name)}
        return said | {"columns": dict(self.columns)}

    def label_of(self, meaning: str) -> str | None:
        """Return the label of the column that is read as a meaning."""
        return next((label for label, said in self.columns.items() if said == meaning), None)


_NAMES: Final = tuple(ColumnMapping.__dataclass_fields__)
_LATER: Final = ("account_zeros",)  # so that the same file, read as before, has the same fingerprint


def column_letters(position: int) -> str:
    """Return what a spreadsheet calls the column at a position (from 0).

    >>> column_letters(0), column_letters(25), column_letters(26), column_letters(701)
    ('A', 'Z', 'AA', 'ZZ')
    """
    letters = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, len(_ALPHABET))
        letters = _ALPHABET[rest] + letters
    return letters


def column_labels(names: Sequence[str]) -> tuple[str, ...]:
    """Return what each column is called: its name, unlike every other's; its letter where it has no name.

    >>> column_labels(["Konto", "", "Konto", "Beløp"])
    ('Konto', 'B', 'Konto (2)', 'Beløp')
    """
    labels: list[str] = []
    taken: set[str] = set()
    for position, name in enumerate(names):
        plain = " ".join(name.split())[:_LONGEST_LABEL] or column_letters(position)
        label, number = plain, 1
        while label in taken:
            number += 1
            label = f"{plain} ({number})"
        taken.add(label)
        labels.append(label)
    return tuple(labels)


def mapping_from_json(said: object) -> ColumnMapping | tuple[Problem, ...]:
    """Return the mapping that JSON describes, or everything that is wrong with it; it may still lack columns."""
    if not isinstance(said, Mapping):
        return (Problem("mapping_is_no_object", "mapping"),)
    problems = [
        Problem("mapping_has_another_key", "mapping", str(name), values={"key": short(name), "keys": ", ".join(_NAMES)})
        for name in said
        if name not in _NAMES
    ]
    problems += [*_wrong_columns(said.get("columns", {})), *_wrong_choices(said), *_wrong_values(said)]
    return tuple(problems) or ColumnMapping(**{**said, "columns": dict(said.get("columns", {}))})


def _wrong_columns(columns: object) -> list[Problem]:
    if not isinstance(columns, Mapping) or len(columns) > MOST_COLUMNS or not all(isinstance(x, str) for x in columns):
        return [Problem("mapping_has_no_columns", "mapping", "columns", values={"most": MOST_COLUMNS})]
    problems = []
    seen: dict[str, str] = {}
    for label, meaning in columns.items():
        if meaning not in MEANINGS:
            values = {"column": short(label), "meaning": short(meaning), "meanings": ", ".join(MEANINGS)}
            problems.append(Problem("meaning_is_unknown", "mapping", short(label), values=values))
        elif meaning in seen:
            values = {"first": short(seen[meaning]), "second": short(label), "meaning": meaning}
            problems.append(Problem("meaning_stands_twice", "mapping", short(label), values=values))
        else:
            seen[meaning] = label
    return problems


def _wrong_choices(said: Mapping[Any, Any]) -> list[Problem]:
    return [
        _wrong(name, said[name], " · ".join("null" if choice is None else str(choice) for choice in choices))
        for name, choices in CHOICES.items()
        if name in said and not any(said[name] is choice or said[name] == choice for choice in choices)
    ]


def _wrong_values(said: Mapping[Any, Any]) -> list[Problem]:
    problems = []
    for name, first, last in (("header_row", 0, LAST_HEADER_ROW), ("year", FIRST_YEAR, LAST_YEAR)):
        number = said.get(name)
        if number is not None and not (type(number) is int and first <= number <= last):
            problems.append(_wrong(name, number, f"{first}–{last}"))
    if "header_row" in said and said["header_row"] is None:
        problems.append(_wrong("header_row", None, f"0–{LAST_HEADER_ROW}"))
    currency = said.get("currency")
    if currency is not None and not is_currency(currency):
        problems.append(_wrong("currency", currency, "NOK · SEK · DKK · EUR"))
    sheet = said.get("sheet", "")
    if not isinstance(sheet, str) or len(sheet) > _LONGEST_SHEET:
        problems.append(_wrong("sheet", sheet, f"≤ {_LONGEST_SHEET}"))
    return problems


def is_currency(text: object) -> bool:
    """Return whether it is written as a currency code: three capital letters."""
    return (
        isinstance(text, str)
        and len(text) == _CURRENCY_LETTERS
        and text.isascii()
        and text.isalpha()
        and text.isupper()
    )


def _wrong(name: str, value: object, choices: str) -> Problem:
    return Problem(
        "choice_is_unknown", "mapping", name, values={"key": name, "value": short(value), "choices": choices}
    )


def missing_in(mapping: ColumnMapping) -> tuple[Problem, ...]:
    """Return what a mapping lacks to be read with: an account, an amount in one column or two, accounts at all."""
    said = set(mapping.columns.values())
    problems = []
    if "account" not in said:
        problems.append(Problem("account_is_not_chosen", "mapping", "account"))
    if "amount" in said and {"debit", "credit"} & said:
        problems.append(Problem("amount_is_chosen_twice", "mapping", "amount"))
    elif "side" in said and {"debit", "credit"} & said:
        problems.append(Problem("side_is_told_twice", "mapping", "side"))
    elif "amount" not in said and not {"debit", "credit"} <= said:
        code = "other_side_is_not_chosen" if {"debit", "credit"} & said else "amount_is_not_chosen"
        problems.append(Problem(code, "mapping", "amount"))
    if mapping.amounts == "budget":
        problems.append(Problem("amounts_are_a_budget", "mapping", "amounts"))
    return tuple(problems)


def has_dates(mapping: ColumnMapping) -> bool:
    """Return whether the lines say when they were posted, by a date or by month and year."""
    said = set(mapping.columns.values())
    return "posted_on" in said or ("month" in said and ("year" in said or mapping.year is not None))
