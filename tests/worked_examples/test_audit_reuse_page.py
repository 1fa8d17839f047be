"""The worked example of docs/methods/audit_reuse.md, recomputed from the page itself."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from follow_up.calculations.audit_reuse import Audit, Condition, Terms, Wanted, audit_verdict
from requirements_bank.calculations.requirement import Direction


def test_the_controls_of_the_page_may_be_used_or_not(table: Callable[[str, str], list[list[str]]]) -> None:
    rows = table("audit_reuse.md", "Worked example")
    terms = Terms("transport", 1, Direction.AT_LEAST, Decimal(50), "%")
    mine = Wanted(terms, "987654321", "site_visit", date(2027, 3, 1))

    assert len(rows) == 6
    for threshold, day, way, where, kept, against in rows:
        theirs = Terms("transport", 1, Direction.AT_LEAST, Decimal(threshold), "%")
        audit = Audit(
            theirs,
            "987654321",
            way,
            date.fromisoformat(day),
            covers_all_places=where == "everywhere",
            is_kept=kept == "yes",
        )
        told = ", ".join(each.condition.value for each in audit_verdict(mine, audit).against)
        assert (told or "–") == against


def test_the_page_names_every_condition(table: Callable[[str, str], list[list[str]]]) -> None:
    assert [row[0].strip("`") for row in table("audit_reuse.md", "Rule")] == [each.value for each in Condition]
