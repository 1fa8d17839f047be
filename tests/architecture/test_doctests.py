"""The examples in the docstrings of what is pure."""

import doctest
from types import ModuleType

import pytest

from emissions.calculations import pedigree
from foundation import canonical
from procurement.calculations import (
    notice_codes,
    notice_periods,
    notice_values,
    option_days,
    published_terms,
    strategic_aims,
)
from procurement.reports import country_days, eforms_terms, eforms_xml, ocds_values
from requirements_bank.calculations import requirement_reading, stored_content, wording


@pytest.mark.parametrize(
    "module",
    [
        canonical,
        country_days,
        eforms_terms,
        eforms_xml,
        notice_codes,
        notice_periods,
        notice_values,
        ocds_values,
        option_days,
        pedigree,
        published_terms,
        requirement_reading,
        stored_content,
        strategic_aims,
        wording,
    ],
    ids=lambda module: module.__name__,
)
def test_examples_in_docstrings_hold(module: ModuleType) -> None:
    found = doctest.testmod(module)

    assert (found.failed, found.attempted > 0) == (0, True)
