import pytest

from emissions.queries.reference import mapping_defaults
from emissions.rules import policies

SCHOOLS = "count_free_choice_schools"


def test_choices_as_shipped_are_the_same_whether_spelled_out_or_not() -> None:
    as_shipped = {code: policy.default for code, policy in policies().items()}

    assert mapping_defaults({}) is mapping_defaults(as_shipped)
    assert mapping_defaults({SCHOOLS: not as_shipped[SCHOOLS]}) is not mapping_defaults({})


def test_an_unknown_policy_is_refused() -> None:
    with pytest.raises(KeyError):
        mapping_defaults({"count_nothing": True})
