"""A calculation says the version of its method, and its page says the same."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
VERSION = re.compile(r'^METHOD_VERSION(?:: Final)? = "([\d.]+)"$', re.MULTILINE)
PAGE = re.compile(r"docs/methods/(\w+)\.md")
SAID = re.compile(r"Method\s+version\s+([\d.]+\d)")


def versions() -> dict[str, tuple[str, str]]:
    """By module its version and the first page that it names."""
    found = {}
    for path in sorted(ROOT.glob("*/calculations/*.py")):
        text = path.read_text(encoding="utf-8")
        version, page = VERSION.search(text), PAGE.search(text)
        if version and page:
            found[path.relative_to(ROOT).as_posix()] = (version[1], page[1])
    return found


FOLLOW_UP = (
    *("audit_reuse", "capacity", "control_answers", "measured_value", "obligation_state", "price_effects", "priority"),
    *("recurrence", "reported_values", "supplier_record", "year_plan"),
)


@pytest.mark.parametrize(
    "module",
    [
        "emissions/calculations/activity_based.py",
        "procurement/calculations/contract_spend.py",
        *(f"follow_up/calculations/{name}.py" for name in FOLLOW_UP),
    ],
)
def test_what_is_reckoned_has_a_version_on_its_page(module: str) -> None:
    version, page = versions()[module]

    assert _said(page) == version


def test_no_page_says_another_version_than_its_calculation() -> None:
    told = {module: (version, _said(page)) for module, (version, page) in versions().items()}

    assert len(told) > 10
    assert {module: both for module, both in told.items() if both[1] not in ("", both[0])} == {}


def _said(page: str) -> str:
    found = SAID.search((ROOT / "docs" / "methods" / f"{page}.md").read_text(encoding="utf-8"))
    return found[1] if found else ""
