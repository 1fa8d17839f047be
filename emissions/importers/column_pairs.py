"""What only several columns together tell: debit beside credit, an account above its lines, a name for each account."""

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Final

from emissions.importers.column_contents import ColumnContent, is_amount, is_date, signed
from emissions.importers.table_samples import Cell, text_in

Guess = tuple[str, float, str]

HEADING: Final = re.compile(r"([0-9]{3,8})(?:\s+(\S.*))?")
_BY_TURNS: Final = 0.95
_ON_LINES: Final = 0.3
_FEWEST: Final = 3
_MONEY: Final = ("amount", "debit", "credit")


def one_sided(columns: Sequence[Sequence[Cell]], contents: Sequence[ColumnContent]) -> tuple[int, int] | None:
    """Return two columns of amounts of which each row fills one: debit and credit, in the order they stand in."""
    numeric = [
        place
        for place, content in enumerate(contents)
        if content.amounts > _BY_TURNS and not content.looks_like_accounts and content.dates == 0
    ]
    for first, second in pairwise(numeric):
        one, other = [[_is_filled(cell) for cell in columns[place]] for place in (first, second)]
        rows = sum(a or b for a, b in zip(one, other, strict=True))
        turns = sum(a != b for a, b in zip(one, other, strict=True))
        if rows >= _FEWEST and turns >= _BY_TURNS * rows and any(one) and any(other):
            return first, second
    return None


def _is_filled(cell: Cell) -> bool:
    text = text_in(cell)
    return bool(text) and is_amount(cell, text) and signed(cell, text) != 0


def account_above(guesses: Mapping[int, Guess], columns: Sequence[Sequence[Cell]]) -> int | None:
    """Return the column in which an account stands in a row of its own, above rows with amounts and without it."""
    money = [place for place, guess in guesses.items() if guess[0] in _MONEY]
    days = [place for place, guess in guesses.items() if guess[0] == "posted_on"]
    rows = list(zip(*columns, strict=True))
    lines = [row for row in rows if any(_is_filled(row[place]) for place in money)]
    headings = [
        place
        for row in rows
        if not any(row[other] for other in (*money, *days)) and (place := _heading_at(row)) is not None
    ]
    if not lines or not headings:
        return None
    place = max(set(headings), key=headings.count)
    on_lines = sum(HEADING.fullmatch(text_in(row[place])) is not None and not is_date(row[place], "") for row in lines)
    return place if on_lines <= _ON_LINES * len(lines) else None


def _heading_at(row: Sequence[Cell]) -> int | None:
    """Return where a row begins with an account; None where it begins with something else."""
    filled = [(place, text_in(cell)) for place, cell in enumerate(row) if text_in(cell)]
    return filled[0][0] if filled and len(filled) <= _FEWEST and HEADING.fullmatch(filled[0][1]) else None


def account_names(
    guesses: Mapping[int, Guess], columns: Sequence[Sequence[Cell]], contents: Sequence[ColumnContent]
) -> dict[int, Guess]:
    """Return the column that has one text for each account, where none is called so."""
    at = {guess[0]: place for place, guess in guesses.items()}
    if "account" not in at or "account_name" in at:
        return {}
    accounts = columns[at["account"]]
    for place in range(len(columns)):
        free = place not in guesses or guesses[place][2] == "looks_like_texts"
        if free and contents[place].letters > _BY_TURNS and contents[place].distinct > 1:
            pairs = {(text_in(a), text_in(b)) for a, b in zip(accounts, columns[place], strict=True) if a and b}
            is_one = len(pairs) == len({account for account, _name in pairs}) == contents[place].distinct
            if is_one and len(pairs) < contents[place].filled:
                return {place: ("account_name", 0.5, "looks_like_names_of_accounts")}
    return {}
