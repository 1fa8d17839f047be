"""The balanced set: one per topic, a mix, no conflicts, within the limits, and a reason for everything."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from requirements_bank.calculations.balanced_set import READY_ENOUGH, BalancedSet, Candidate, balanced_set
from requirements_bank.calculations.basket_relations import Related
from requirements_bank.calculations.proportionality import LEVELS, LimitRow, Limits, Purchase, limits_for
from requirements_bank.calculations.requirement import Kind, Level, Maturity

ONE = Candidate(
    key="A", code="A", topic="a", kind=Kind.CONTRACT_CLAUSE, level=Level.BASIC, maturity=Maturity.READY,
    is_measurable=True, hours=Decimal(4), closeness=2,
)  # fmt: skip


def limits(**numbers: str) -> Limits:
    return limits_for([LimitRow(name, limit) for name, limit in numbers.items()], Purchase(), date(2026, 1, 1))


def other(code: str, **changes: object) -> Candidate:
    return replace(ONE, **{"key": code, "code": code, "topic": code.lower(), **changes})  # type: ignore[arg-type]


def codes(made: BalancedSet) -> list[str]:
    return [each.candidate.code for each in made.chosen]


def reasons(made: BalancedSet) -> dict[str, tuple[str, str]]:
    return {each.candidate.code: (each.reason, each.because) for each in made.left_out}


def test_of_a_topic_the_one_at_the_wished_level_is_taken() -> None:
    advanced = other("B", topic="a", level=Level.ADVANCED, maturity=Maturity.GROWING)
    made = balanced_set([ONE, advanced], Level.ADVANCED, limits(), [])

    assert (codes(made), reasons(made)) == (["B"], {"A": ("other_of_topic", "B")})
    assert made.chosen[0].reasons == ("at_level", "measurable", "first_of_kind")


def test_where_the_level_is_missing_the_nearest_lower_one_is_taken() -> None:
    spearhead = other("C", topic="a", level=Level.SPEARHEAD)
    made = balanced_set([spearhead, ONE], Level.ADVANCED, limits(), [])

    assert codes(made) == ["A"]
    assert "nearest_level" in made.chosen[0].reasons


def test_a_market_that_is_not_ready_leaves_a_requirement_out() -> None:
    early = other("B", level=Level.SPEARHEAD, maturity=Maturity.EARLY)

    assert reasons(balanced_set([early], Level.ADVANCED, limits(), [])) == {"B": ("market_not_ready", "")}
    assert codes(balanced_set([early], Level.SPEARHEAD, limits(), [])) == ["B"]


def test_a_level_beyond_what_fits_is_left_out() -> None:
    advanced = other("B", level=Level.ADVANCED)
    made = balanced_set([advanced], Level.ADVANCED, limits(highest_level="basic"), [])

    assert reasons(made) == {"B": ("level_too_high", "")}


def test_what_conflicts_with_a_closer_one_is_left_out() -> None:
    made = balanced_set([ONE, other("B", closeness=1)], Level.BASIC, limits(), [Related("B", "conflicts_with", "A")])

    assert reasons(made) == {"B": ("conflicts", "A")}


def test_what_is_replaced_along_a_chain_is_left_out() -> None:
    chain = [Related("C", "replaces", "B"), Related("B", "replaces", "A")]
    made = balanced_set([ONE, other("C", closeness=3)], Level.BASIC, limits(), chain)

    assert reasons(made) == {"A": ("replaced", "C")}


def test_kinds_take_turns() -> None:
    clauses = [other(f"K{number}") for number in range(3)]
    criterion = other("T", kind=Kind.AWARD_CRITERION)
    made = balanced_set([*clauses, criterion], Level.BASIC, limits(total="2"), [])

    assert (codes(made), reasons(made)["K1"]) == (["K0", "T"], ("total_reached", ""))


def test_a_kind_and_the_hours_stay_within_their_limits() -> None:
    clauses = [other(f"K{number}") for number in range(3)]
    assert reasons(balanced_set(clauses, Level.BASIC, limits(contract_clause="2"), [])) == {"K2": ("kind_reached", "")}
    assert reasons(balanced_set(clauses, Level.BASIC, limits(follow_up_hours="9"), [])) == {"K2": ("hours_reached", "")}


def test_the_order_in_which_candidates_come_does_not_matter() -> None:
    candidates = [other(code, topic=topic) for code, topic in zip("DBCA", "xyxz", strict=True)]

    assert codes(balanced_set(candidates, Level.BASIC, limits(total="2"), [])) == codes(
        balanced_set(candidates[::-1], Level.BASIC, limits(total="2"), [])
    )


CANDIDATES = st.lists(
    st.builds(
        other,
        st.sampled_from("ABCDEFGHIJ"),
        topic=st.sampled_from("xyz"),
        kind=st.sampled_from(Kind),
        level=st.sampled_from(Level),
        maturity=st.sampled_from(Maturity),
        hours=st.decimals(0, 12, places=0),
    ),
    unique_by=lambda each: each.code,
)
RELATIONS = st.lists(
    st.builds(
        Related,
        st.sampled_from("ABCDEFGHIJ"),
        st.sampled_from(["replaces", "includes", "conflicts_with"]),
        st.sampled_from("ABCDEFGHIJ"),
    ),
    max_size=6,
)


@given(CANDIDATES, st.sampled_from(Level), st.sampled_from(Level), st.integers(0, 5), RELATIONS)
def test_whatever_there_is_the_rules_hold(
    candidates: list[Candidate], wish: Level, highest: Level, most: int, relations: list[Related]
) -> None:
    held = limits(total=str(most), highest_level=highest.value, follow_up_hours="20")
    made = balanced_set(candidates, wish, held, relations)
    chosen = [each.candidate for each in made.chosen]

    assert sorted(codes(made) + list(reasons(made))) == sorted(each.code for each in candidates)
    assert len(chosen) <= most
    assert made.hours <= 20
    assert len({each.topic for each in chosen}) == len(chosen)
    assert all(LEVELS.index(each.level) <= LEVELS.index(highest) for each in chosen)
    assert all(each.maturity in READY_ENOUGH[wish] for each in chosen)
    related = {frozenset((each.one, each.other)) for each in relations if each.one != each.other}
    assert not related & {frozenset((one.key, two.key)) for one, two in combinations(chosen, 2)}
    assert all(each.reasons for each in made.chosen)
