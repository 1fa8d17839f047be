"""The worked example of docs/methods/spend_of_contracts.md, recomputed from the page."""

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from procurement.calculations.contract_spend import ContractSpend, ContractTerms, SpendCell, contract_spend

PAGE = Path(__file__).parents[2] / "docs" / "methods" / "spend_of_contracts.md"
A, B, C = 1, 2, 3
CONTRACTS = [
    ContractTerms(A, "a-12", frozenset({"5599000011"}), date(2024, 1, 1), date(2024, 12, 31)),
    ContractTerms(B, "", frozenset({"5599000011"}), date(2024, 7, 1), date(2024, 12, 31)),
    ContractTerms(C, "", frozenset({"9699000022"}), date(2024, 1, 1), date(2024, 12, 31)),
]


def tables() -> list[list[list[str]]]:
    found: list[list[list[str]]] = []
    example = PAGE.read_text(encoding="utf-8").partition("## Worked example")[2]
    is_in = False
    for line in example.splitlines():
        if line.startswith("|") and not is_in:
            found.append([])
        is_in = line.startswith("|")
        if is_in:
            found[-1].append([cell.strip() for cell in line.strip("|").split("|")])
    return [rows[2:] for rows in found]


def cell(row: list[str]) -> SpendCell:
    supplier, agreement, month, money, factor = row
    first = date.fromisoformat(f"{month}-01")
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    amount = Decimal(money)
    known = (None, None) if factor == "none" else (amount, amount * Decimal(factor))
    return SpendCell(supplier, agreement.lower(), first, last, "SEK", amount, *known)


def told(spend: ContractSpend) -> list[str]:
    money = "none" if "SEK" not in spend.amounts else f"{spend.amounts['SEK']:f}"
    kg = "none" if spend.kg is None else f"{spend.kg.normalize():f}"
    return [spend.found.value, money, kg, str(spend.shared_by)]


def test_the_worked_example_comes_out_as_written() -> None:
    money, expected = tables()
    found = contract_spend(map(cell, money), CONTRACTS, date(2024, 1, 1), date(2024, 12, 31))
    assert [[name, *told(found[key])] for name, key in (("A", A), ("B", B), ("C", C))] == expected
    assert (found[C].is_partial, dict(found[C].covered)) == (True, {"SEK": Decimal(3500)})
    assert not found[A].is_partial
