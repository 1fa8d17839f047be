"""The worked examples of the method pages, read from the pages themselves."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

METHODS = Path(__file__).parents[2] / "docs" / "methods"
Figures = dict[str, Decimal]


def table_below(page: str, heading: str) -> list[list[str]]:
    """The cells of the first table below a heading, without its head."""
    lines = (METHODS / page).read_text(encoding="utf-8").split(f"## {heading}\n", 1)[1].splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith("|---"))
    cells = []
    for line in lines[start + 1 :]:
        if not line.startswith("|"):
            break
        cells.append([cell.strip() for cell in line.strip("|").split("|")])
    return cells


@pytest.fixture
def figures() -> Callable[[str], Figures]:
    """The worked example of a page: figure by step."""
    return lambda page: {step: Decimal(figure) for step, figure in table_below(page, "Worked example")}


@pytest.fixture
def table() -> Callable[[str, str], list[list[str]]]:
    """The cells of the first table below a heading of a page."""
    return table_below
