"""Proposes what the columns of a table mean, each with how sure that is and why.

1. A table whose names are those of a ledger that is read without asking is proposed as it is read.
2. Otherwise the best pair of column and meaning is taken first, by name and content, then the next, each once.
3. Debit and credit go together or not at all, and give way to an amount; month and year give way to a date. A letter
   for debit or credit counts where the amounts beside it do not tell the sign themselves.
4. Organisation numbers and the ledger's own numbers of suppliers are told apart by check digits, then by name.
5. An account that stands in rows of its own above its postings is carried down.
6. The currency is that of the organisation, unless the name of the amounts says another: the language of the names
   says nothing of it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import polars as pl

from emissions.importers.column_contents import ColumnContent, content_of, signed
from emissions.importers.column_mapping import MEANINGS, ColumnMapping, column_labels, missing_in
from emissions.importers.column_pairs import account_above, account_names, one_sided
from emissions.importers.column_scores import (
    ENOUGH,
    NAMED_SURELY,
    content_score,
    currency_named,
    is_foreign_money,
    named_score,
)
from emissions.importers.debit_credit import share_of_credit, tells_the_sign
from emissions.importers.ledger_columns import account_table_columns
from emissions.importers.ledger_lines import AMOUNT
from emissions.importers.supplier_numbers import told_apart
from emissions.importers.table_formats import TableFormat, table_format
from emissions.importers.table_headers import header_row_of
from emissions.importers.table_samples import Cell, TableSample, text_in

SURE: Final = 0.6
_KNOWN_SURELY: Final = 0.98
_MOSTLY, _NEARLY_ALL = 0.8, 0.9
_THOUSAND: Final = 1000
_ENOUGH_ROWS: Final = 20
_ENOUGH_FOR_SIGN: Final = 5


@dataclass(frozen=True, slots=True)
class ColumnGuess:
    """One column: what it is called, what it is taken for (empty: nothing), how sure that is, and the code of why."""

    label: str
    meaning: str
    confidence: float
    reason: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """How a table may be read: the mapping, and each column's part in it."""

    mapping: ColumnMapping
    columns: tuple[ColumnGuess, ...]

    @property
    def worth(self) -> tuple[int, float]:
        """How much of a ledger it is: nothing that every line needs may lack, then how sure its columns are."""
        return -len(missing_in(self.mapping)), sum(guess.confidence for guess in self.columns if guess.meaning)


def best_proposal(samples: Sequence[TableSample]) -> Proposal | None:
    """Return the proposal for the table that looks most like a ledger; None where a file holds no table."""
    return max((propose(sample) for sample in samples), key=lambda proposal: proposal.worth, default=None)


def propose(sample: TableSample, header_row: int | None = None) -> Proposal:
    """Return how a table may be read, its header found or in the row that is given (0 where it has none)."""
    row = header_row_of(sample) if header_row is None else header_row
    names = sample.names_in(row)
    below = [cells for _number, cells in sample.below(row)]
    columns = [[cells[place] if place < len(cells) else None for cells in below] for place in range(len(names))]
    contents = [content_of(cells) for cells in columns]
    known = table_format(names)
    guesses = _known(known, names) if known else {}
    guesses |= _guessed(names, contents, guesses)
    guesses = told_apart(guesses, names, contents)
    guesses = _settled(_in_own_currency(guesses, names), columns, contents)
    is_above = bool(guesses) and (above := account_above(guesses, columns)) is not None
    if is_above and above is not None:
        guesses = {place: guess for place, guess in guesses.items() if guess[0] != "account" and place != above}
        guesses[above] = ("account", 0.7, "above_its_lines")
    mapping = ColumnMapping(
        columns={label: guesses[place][0] for place, label in enumerate(column_labels(names)) if place in guesses},
        sheet=sample.sheet,
        header_row=row,
        account_above=is_above,
        **_manner(guesses, columns, contents, known, names),
    )
    return Proposal(mapping, _told(column_labels(names), contents, guesses))


Guesses = dict[int, tuple[str, float, str]]


def _known(known: TableFormat, names: Sequence[str]) -> Guesses:
    """Return the columns of a ledger that is read without asking."""
    places = known.columns(names)
    if "vat" in places:  # the amount is what remains without it, which two columns of a mapping do not say
        places = {meaning: place for meaning, place in places.items() if meaning not in ("amount", "vat")}
    return {place: (meaning, _KNOWN_SURELY, "named") for meaning, place in places.items() if meaning in MEANINGS}


def _guessed(names: Sequence[str], contents: Sequence[ColumnContent], given: Guesses) -> Guesses:
    """Return the best column for each meaning, the surest pair first."""
    pairs = []
    for place, (name, content) in enumerate(zip(names, contents, strict=True)):
        for meaning in MEANINGS:
            score, reason = max(named_score(name, meaning, content), content_score(name, meaning, content))
            if score >= ENOUGH:
                pairs.append((score, -place, meaning, reason))
    found: Guesses = {}
    taken = {meaning for meaning, _score, _reason in given.values()}
    for score, place, meaning, reason in sorted(pairs, reverse=True):
        if meaning not in taken and -place not in found and -place not in given:
            found[-place] = meaning, score, reason
            taken.add(meaning)
    return found


def _in_own_currency(guesses: Guesses, names: Sequence[str]) -> Guesses:
    """Return the guesses without a currency that belongs to other amounts: those in a column of their own beside."""
    own = [place for place, guess in guesses.items() if guess[0] in ("amount", "debit", "credit")]
    foreign = any(is_foreign_money(name) for place, name in enumerate(names) if place not in own)
    return {place: guess for place, guess in guesses.items() if not (foreign and guess[0] == "currency")}


def _settled(guesses: Guesses, columns: Sequence[Sequence[Cell]], contents: Sequence[ColumnContent]) -> Guesses:
    """Return the guesses without what excludes each other, and with what only the neighbours tell."""
    said = {meaning: (place, score) for place, (meaning, score, _reason) in guesses.items()}
    both = {"debit", "credit"} <= set(said)
    drop: set[str] = set()
    if both and said.get("amount", (0, 0.0))[1] < min(said["debit"][1], said["credit"][1]) - 0.15:
        drop.add("amount")
    else:
        drop |= {"debit", "credit"} if "amount" in said or not both else set()
    if "side" in said and ("amount" not in said or "amount" in drop or not _unsigned(said, columns)):
        drop.add("side")
    if "posted_on" in said:
        drop |= {"year", "month"}
    elif "month" in said and "year" not in said:
        drop.add("month")
    kept = {place: guess for place, guess in guesses.items() if guess[0] not in drop}
    if not both and (sides := one_sided(columns, contents)) and _is_better(sides, said):
        kept = {place: guess for place, guess in kept.items() if guess[0] != "amount" and place not in sides}
        kept[sides[0]], kept[sides[1]] = ("debit", 0.55, "one_side"), ("credit", 0.55, "one_side")
    return kept | account_names(kept, columns, contents)


def _unsigned(said: Mapping[str, tuple[int, float]], columns: Sequence[Sequence[Cell]]) -> bool:
    """Return whether the letters tell what the amounts do not: which of them are credit."""
    rows = zip(columns[said["side"][0]], columns[said["amount"][0]], strict=True)
    read = [(text_in(side), signed(cell, text_in(cell))) for side, cell in rows if side and cell not in (None, "")]
    sides, amounts = [side for side, _amount in read], [amount for _side, amount in read]
    return tells_the_sign(pl.Series(sides, dtype=pl.String), pl.Series(amounts, dtype=AMOUNT))


def _is_better(sides: tuple[int, int], said: Mapping[str, tuple[int, float]]) -> bool:
    """Return whether two columns filled by turns tell more than the amount that was found: one of the two, or none."""
    return "amount" not in said or said["amount"][0] in sides or said["amount"][1] < NAMED_SURELY


def _told(labels: Sequence[str], contents: Sequence[ColumnContent], guesses: Guesses) -> tuple[ColumnGuess, ...]:
    nothing = ("", 0.0, "not_understood")
    return tuple(
        ColumnGuess(label, *(guesses.get(place) or (nothing if contents[place].filled else ("", 0.0, "empty"))))
        for place, label in enumerate(labels)
    )


def _manner(
    guesses: Guesses,
    columns: Sequence[Sequence[Cell]],
    contents: Sequence[ColumnContent],
    known: TableFormat | None,
    names: Sequence[str],
) -> dict[str, Any]:
    """Return how amounts and dates are written, and which book it is."""
    at = {meaning: place for place, (meaning, _score, _reason) in guesses.items()}
    manner: dict[str, Any] = {"ledger": _ledger(at, columns, contents, known), "sign": _sign(at, columns, contents)}
    manner["currency"] = currency_named(
        [names[at[meaning]] for meaning in ("amount", "debit", "credit") if meaning in at]
    )
    if "posted_on" in at:
        manner["date_order"] = contents[at["posted_on"]].date_order
    elif "amount" in at and not {"year", "month"} <= set(at):
        manner |= _without_dates(at["amount"], columns, names)
    return manner


def _ledger(
    at: Mapping[str, int],
    columns: Sequence[Sequence[Cell]],
    contents: Sequence[ColumnContent],
    known: TableFormat | None,
) -> str:
    """Return `supplier` where nearly every row names its supplier and nothing is booked against it."""
    if known:
        return known.ledger
    suppliers = ("supplier_name", "supplier_number", "supplier_own_number")
    named = max((contents[at[name]].share for name in suppliers if name in at), default=0.0)
    credit = contents[at["amount"]].negative if "amount" in at else 0.5
    if "side" in at:
        credit = share_of_credit(map(text_in, columns[at["side"]]))
    one_side = "amount" in at and not 0.2 < credit < _MOSTLY  # noqa: PLR2004
    return "supplier" if named > _NEARLY_ALL and one_side else "general"


def _sign(at: Mapping[str, int], columns: Sequence[Sequence[Cell]], contents: Sequence[ColumnContent]) -> str:
    if "credit" in at:
        sides = [signed(cell, text_in(cell)) for cell in columns[at["credit"]] if cell not in (None, "")]
        return "credit_minus" if any(sides) and all(side <= 0 for side in sides) else "costs_plus"
    amounts = contents[at["amount"]] if "amount" in at else None
    turned = amounts and amounts.negative > _MOSTLY and amounts.filled >= _ENOUGH_FOR_SIGN
    return "costs_minus" if turned else "costs_plus"


def _without_dates(place: int, columns: Sequence[Sequence[Cell]], names: Sequence[str]) -> dict[str, Any]:
    """Return the year that the name of the amounts tells, and whether they look like a budget: whole thousands."""
    table = account_table_columns(names)
    told = next(
        (amount for amount in (*table.actual, *table.planned, *table.unlabelled) if amount.position == place), None
    )
    if told and told in table.actual:
        return {"year": told.year}
    amounts = [amount for cell in columns[place] if cell not in (None, "") and (amount := signed(cell, text_in(cell)))]
    rounds = sum(amount % _THOUSAND == 0 for amount in amounts)
    is_budget = bool(told and told in table.planned) or (
        len(amounts) >= _ENOUGH_ROWS and rounds >= _NEARLY_ALL * len(amounts)
    )
    return {"year": told.year if told else None, "amounts": "budget" if is_budget else "accounts"}
