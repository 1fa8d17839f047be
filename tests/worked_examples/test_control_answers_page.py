"""The worked example of docs/methods/control_answers.md, recomputed from the page itself."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from follow_up.calculations.control_answers import Asked, counting, people_differ, together, what_was_seen


@dataclass(frozen=True)
class Given:
    answered_by_name: str
    seen: str
    value: Decimal | None


def test_the_answers_of_the_page_count_and_differ(table: Callable[[str, str], list[list[str]]]) -> None:
    asked, given = Asked(Decimal(70), "at_least"), list[Given]()
    rows = table("control_answers.md", "Worked example")

    assert len(rows) == 4
    for who, ticked, figure, says, counts, differ in rows:
        value = None if figure == "–" else Decimal(figure)
        given.append(Given(who, what_was_seen(ticked, value, asked), value))
        assert (given[-1].seen, counting(given) is given[-1]) == (says, counts == "yes")
        assert people_differ(given) == (differ == "yes")


def test_an_obligation_is_kept_if_all_that_was_seen_is() -> None:
    assert [together(seen) for seen in (["kept", "not_seen"], ["kept", "not_kept"], ["not_applicable"], [])] == [
        True,
        False,
        None,
        None,
    ]
