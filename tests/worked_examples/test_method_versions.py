"""The method pages of follow-up say which version of its code they describe."""

import re
from importlib import import_module

import pytest

from tests.worked_examples.conftest import METHODS

PAGES = (
    *("audit_reuse", "capacity", "control_answers", "measured_value", "obligation_state", "price_effects", "priority"),
    *("recurrence", "reported_values", "supplier_record", "year_plan"),
)


@pytest.mark.parametrize("page", PAGES)
def test_page_says_the_version_of_its_code(page: str) -> None:
    said = re.findall(r"Method\s+version\s+(\d+\.\d+)\.", (METHODS / f"{page}.md").read_text(encoding="utf-8"))

    assert said == [import_module(f"follow_up.calculations.{page}").METHOD_VERSION]
