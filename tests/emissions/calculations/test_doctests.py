"""The examples in the calculations' own docstrings."""

import doctest
from types import ModuleType

import pytest

from emissions.calculations import basis, pedigree


@pytest.mark.parametrize("module", [basis, pedigree], ids=lambda module: module.__name__)
def test_examples_in_docstrings_hold(module: ModuleType) -> None:
    found = doctest.testmod(module)

    assert (found.failed, found.attempted > 0) == (0, True)
