from emissions.calculations.policy_reach import keys_of_policy
from emissions.rules import shipped_defaults
from tests.emissions.calculations.posting_keys import keys, kommun_bas, kostra

SCHOOLS = "count_free_choice_schools"
KEYS = keys(
    kommun_bas("46319", "Köp, fristående grundskola"),
    kommun_bas("64400", "Kontor"),
    kommun_bas("46319", "Köp, fristående grundskola", supplier_number="1"),
    kostra("11150"),
    {},
)


def reached(*, value: bool) -> list[int]:
    return keys_of_policy(KEYS, shipped_defaults({SCHOOLS: value}), SCHOOLS)["key"].sort().to_list()


def test_a_policy_is_about_the_accounts_its_rules_ask_for_whichever_way_it_is() -> None:
    assert reached(value=True) == reached(value=False) == [0, 2]


def test_no_keys_are_about_nothing() -> None:
    assert keys_of_policy(KEYS.clear(), shipped_defaults(), SCHOOLS).is_empty()
