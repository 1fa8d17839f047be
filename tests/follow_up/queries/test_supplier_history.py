"""Priority, list and card know a supplier by one key, and agree whose a deviation is that names nobody."""

from datetime import date

import pytest
from django.db.models.signals import post_init
from django.utils import timezone

from follow_up.models import Control, Deviation, Severity
from follow_up.queries.priority import contracts_to_rank
from follow_up.queries.supplier_history import suppliers_history
from follow_up.queries.suppliers import count_open, deviations_of_supplier, known_suppliers, supplier_called
from follow_up.services.note_deviation import Found, note_deviation
from organisations.models import Organisation
from procurement.models import Contract, ContractParty, ContractState
from tests.factories.follow_up import make_followed, make_obligation

pytestmark = [pytest.mark.django_db]
TODAY = date(2026, 11, 22)
WRITTEN = {
    "the same number": ([("Nordbygg AS", "974760673", "NO"), ("Nordbygg", "974 760 673", "NO")], 1),
    "a Swedish VAT number": ([("Bolag AB", "556687-3963", "SE"), ("Bolag", "SE556687396301", "SE")], 1),
    "a wrong check digit": ([("Nordbygg AS", "974760674", "NO"), ("NORDBYGG  as", "", "NO")], 1),
    "a person's number": ([("Kari Nes", "010107 50160", "NO"), ("kari nes", "", "NO")], 1),
    "one letter for two": ([("Maße GmbH", "", "NO"), ("MASSE GmbH", "1", "NO")], 1),
    "a number beside none": ([("Nordbygg AS", "974760673", "NO"), ("Nordbygg AS", "", "NO")], 2),
    "other names": ([("Nordbygg AS", "", "NO"), ("Sydbygg AS", "", "NO")], 2),
}


def with_suppliers(organisation: Organisation, title: str, *written: tuple[str, str, str]) -> Contract:
    contract = make_followed(organisation, title, country=written[0][2])
    ContractParty.objects.filter(contract=contract).delete()
    for name, number, _country in written:
        ContractParty.objects.create(organisation=organisation, contract=contract, name=name, number=number)
    return contract


def controlled(contract: Contract, times: int, party: ContractParty | None = None) -> None:
    for _each in range(times):
        Control.objects.create(
            organisation=contract.organisation,
            contract=contract,
            party=party,
            held_on=date(2026, 9, 1),
            state="finished",
            finished_at=timezone.now(),
        )


def open_by_title(organisation: Organisation) -> dict[str, float]:
    rows = contracts_to_rank(organisation, TODAY).rows
    return dict(zip(rows["title"], rows["open_deviations"], strict=True))


@pytest.mark.parametrize("example", WRITTEN)
def test_priority_knows_a_supplier_as_the_pages_do(at_work_in_ekby: Organisation, example: str) -> None:
    written, suppliers = WRITTEN[example]
    contracts = [with_suppliers(at_work_in_ekby, each[0], each) for each in written]
    note_deviation(contracts[0], Found("Late", "Seen", TODAY, Severity.CRITICAL))

    listed = {each.key for each in known_suppliers(at_work_in_ekby)}
    assert set(suppliers_history(at_work_in_ekby.pk, TODAY).suppliers["supplier"]) == listed
    assert len(listed) == suppliers
    other = written[1][0] if suppliers == 1 or written[1][0] != written[0][0] else ""
    if other:
        assert open_by_title(at_work_in_ekby)[other] == (1.0 if suppliers == 1 else 0.0)


def test_usual_rate_counts_a_supplier_once(at_work_in_ekby: Organisation) -> None:
    bad = [with_suppliers(at_work_in_ekby, f"Bad {each}", ("Nordbygg AS", "974760673", "NO")) for each in range(9)]
    good = with_suppliers(at_work_in_ekby, "Good", ("Sydbygg AS", "", "NO"))
    never = with_suppliers(at_work_in_ekby, "Never controlled", ("Vestbygg AS", "", "NO"))
    controlled(bad[0], 2)
    controlled(good, 10)
    for contract in (bad[0], never):
        note_deviation(contract, Found("Late", "Seen", TODAY, Severity.CRITICAL))
    Deviation.objects.update(state="closed", closed_on=TODAY)

    assert contracts_to_rank(at_work_in_ekby, TODAY).scales.deviation_rate == pytest.approx((1 + 0.6) / (12 + 3))


def test_what_names_none_of_several_suppliers_is_the_contracts_alone(at_work_in_ekby: Organisation) -> None:
    two = (("Nordbygg AS", "974760673", "NO"), ("Sydbygg AS", "", "NO"))
    shared = with_suppliers(at_work_in_ekby, "Shared", *two)
    for each in two:
        with_suppliers(at_work_in_ekby, each[0], each)
    note_deviation(shared, Found("Late", "Seen", TODAY, Severity.CRITICAL))

    assert open_by_title(at_work_in_ekby) == {"Shared": 1.0, "Nordbygg AS": 0.0, "Sydbygg AS": 0.0}
    suppliers = known_suppliers(at_work_in_ekby)
    count_open(suppliers)
    assert [(each.open_deviations, deviations_of_supplier(each).count()) for each in suppliers] == [(0, 0), (0, 0)]


@pytest.mark.parametrize("how", ["the only one of the contract", "bound alone"])
def test_list_card_and_priority_agree_whose_it_is(at_work_in_ekby: Organisation, how: str) -> None:
    is_alone = how == "the only one of the contract"
    two = (("Nordbygg AS", "974760673", "NO"), ("Sydbygg AS", "", "NO"))
    contract = with_suppliers(at_work_in_ekby, "This", *two[: 1 if is_alone else 2])
    for each in two:
        with_suppliers(at_work_in_ekby, each[0], each)
    bound = None if is_alone else contract.parties.get(name="Nordbygg AS")
    found = Found("Late", "Seen", TODAY, Severity.CRITICAL, make_obligation(contract, party=bound))
    note_deviation(contract, found)
    Deviation.objects.update(party=None)  # as one that was noted before the others left the contract

    assert open_by_title(at_work_in_ekby) == {"This": 1.0, "Nordbygg AS": 1.0, "Sydbygg AS": 0.0}
    suppliers = known_suppliers(at_work_in_ekby)
    count_open(suppliers)
    assert [(each.open_deviations, deviations_of_supplier(each).count()) for each in suppliers] == [(1, 1), (0, 0)]


def test_a_control_of_one_supplier_counts_for_that_one(at_work_in_ekby: Organisation) -> None:
    two = (("Nordbygg AS", "974760673", "NO"), ("Sydbygg AS", "", "NO"))
    shared = with_suppliers(at_work_in_ekby, "Shared", *two)
    controlled(shared, 2)
    controlled(shared, 3, shared.parties.get(name="Sydbygg AS"))

    suppliers = suppliers_history(at_work_in_ekby.pk, TODAY).suppliers
    assert sorted(suppliers["controls"]) == [2, 5]


def test_a_withdrawn_contract_counts_for_nobody(at_work_in_ekby: Organisation) -> None:
    slip, _other = (make_followed(at_work_in_ekby, title) for title in ("Slip", "Other"))
    controlled(slip, 3)
    note_deviation(slip, Found("Late", "Seen", TODAY, Severity.CRITICAL))
    Contract.objects.filter(pk=slip.pk).update(state=ContractState.WITHDRAWN)

    (row,) = contracts_to_rank(at_work_in_ekby, TODAY).rows.to_dicts()
    assert (row["title"], row["controls"], row["open_deviations"]) == ("Other", 0, 0.0)


@pytest.mark.parametrize(
    "written", [("Nordbygg AS", "974 760 673", "NO"), ("Bolag", "SE556687396301", "SE"), ("Åse", "", "NO")]
)
def test_a_card_is_opened_without_the_other_suppliers(
    at_work_in_ekby: Organisation, written: tuple[str, str, str]
) -> None:
    for each in range(4):
        with_suppliers(at_work_in_ekby, f"Other {each}", (f"Other {each}", "", "NO"))
    with_suppliers(at_work_in_ekby, "This", written)
    key = next(each.key for each in known_suppliers(at_work_in_ekby) if each.name == written[0])
    loaded: list[ContractParty] = []

    def note(instance: ContractParty, **_signal: object) -> None:
        loaded.append(instance)

    post_init.connect(note, sender=ContractParty)
    try:
        found = supplier_called(at_work_in_ekby, key)
    finally:
        post_init.disconnect(note, sender=ContractParty)

    assert (found.key if found else None, [each.name for each in loaded]) == (key, [written[0]])
    assert supplier_called(at_work_in_ekby, "n-nobody") is None
