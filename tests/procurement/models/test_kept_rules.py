"""Rules that PostgreSQL keeps whoever writes a row, and what becomes of rows that were there before a rule."""

from collections.abc import Callable
from datetime import date
from functools import partial
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import DatabaseError, IntegrityError, connection, models, transaction
from django.db.migrations.state import ProjectState

from organisations.models import Organisation
from procurement.models import (
    AskedRequirement,
    Award,
    Bid,
    Contract,
    ContractOption,
    ContractParty,
    ContractState,
    Lot,
    ObligationStep,
    Participant,
    Procurement,
    StaircaseStep,
)
from procurement.services.lots import add_lot
from tests.factories.bids import make_bid
from tests.factories.contracts import make_contract, make_signed
from tests.factories.procurements import make_planned, make_rising

pytestmark = pytest.mark.django_db
MIGRATION = "procurement.migrations.0025_rules_that_every_row_keeps"
LONG_AGO = date(2000, 1, 1)
BROKEN: list[tuple[type[models.Model], dict[str, Any]]] = [
    (Procurement, {"value": -1}),
    (Procurement, {"price_weight": 150}),
    (Procurement, {"price_weight": -1}),
    (Procurement, {"months": 0}),
    (Procurement, {"options": [12, 0]}),
    (Procurement, {"options": [-12]}),
    (Procurement, {"options": [601]}),
    (Procurement, {"stage": "banana"}),
    (Procurement, {"agreement": ""}),
    (Procurement, {"procedure": "banana"}),
    (Procurement, {"country": "XX"}),
    (Participant, {"part": "banana"}),
    (Lot, {"value": -1}),
    (Lot, {"price_weight": 101}),
    (AskedRequirement, {"weight": 101}),
    (StaircaseStep, {"penalty_amount": -1}),
    (Bid, {"tonnes": -1}),
    (Bid, {"state": "banana"}),
    (Award, {"outcome": "banana", "because": "x"}),
    (Award, {"told_on": LONG_AGO}),
    (Award, {"standstill_until": LONG_AGO}),
    (Contract, {"value": -5}),
    (Contract, {"currency": "XXX"}),
    (Contract, {"country": "XX"}),
    (Contract, {"kind": "banana"}),
    (Contract, {"state": "banana"}),
    (Contract, {"months": 0}),
    (Contract, {"last_day": LONG_AGO}),
    (Contract, {"last_possible_day": LONG_AGO}),
    (Contract, {"signed_on": date(2050, 1, 1)}),
    (Contract, {"state": ContractState.SIGNED, "signed_on": LONG_AGO, "first_day": None}),
    (Contract, {"state": ContractState.SIGNED, "signed_on": LONG_AGO, "months": None}),
    (Contract, {"state": ContractState.SIGNED, "signed_on": LONG_AGO, "last_day": None}),
    (Contract, {"state": ContractState.SIGNED, "signed_on": LONG_AGO, "last_possible_day": None}),
    (Contract, {"parent": models.F("id")}),
    (Contract, {"kind": "call_off", "parent": models.F("id")}),
    (ContractOption, {"months": 0}),
    (ContractOption, {"last_day": LONG_AGO}),
    (ContractParty, {"share": -3}),
    (ContractParty, {"share": 150}),
    (ObligationStep, {"first_day": date(2050, 1, 1)}),
    (ObligationStep, {"origin": "banana"}),
    (ObligationStep, {"bonus_amount": -1}),
]


@pytest.fixture
def contract(at_work_in_ekby: Organisation) -> Contract:
    """A contract with steps and extensions, of a procurement with a bid; another procurement has a lot."""
    procurement = make_rising(at_work_in_ekby).procurement
    make_bid(procurement)
    add_lot(make_planned(at_work_in_ekby), title="South")
    return make_contract(procurement)


def is_taken(write: Callable[[], object]) -> bool:
    try:
        with transaction.atomic():
            write()
    except DatabaseError:
        return False
    return True


@pytest.mark.usefixtures("contract")
def test_no_row_breaks_a_rule_whoever_writes_it() -> None:
    empty = {model.__name__ for model, _said in BROKEN if not model._default_manager.exists()}
    assert empty == set()
    taken = [
        (model.__name__, said) for model, said in BROKEN if is_taken(partial(model._default_manager.update, **said))
    ]
    assert taken == []


def test_a_contract_belongs_below_a_framework_only_if_it_is_called_off(contract: Contract) -> None:
    other = make_contract(make_planned(contract.organisation, title="Trikk"))
    with pytest.raises(IntegrityError, match="only_a_call_off_has_a_framework"), transaction.atomic():
        Contract.objects.filter(pk=contract.pk).update(parent=other)


def test_what_is_not_known_breaks_no_rule(contract: Contract) -> None:
    unknown = dict.fromkeys(("value", "first_day", "months", "last_day", "last_possible_day", "planned_first_day"))
    assert Contract.objects.filter(pk=contract.pk).update(**unknown) == 1


def test_every_rule_is_checked_for_all_rows_of_a_new_installation() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT conname FROM pg_constraint WHERE NOT convalidated")
        assert cursor.fetchall() == []


def test_kept_rows_that_break_a_rule_stay_and_are_told_and_new_ones_are_refused(
    contract: Contract, caplog: pytest.LogCaptureFixture
) -> None:
    step = import_module(MIGRATION)
    name = "contract_party_share_per_cent"
    with connection.cursor() as cursor, connection.schema_editor() as editor:
        cursor.execute("RESET ROLE; SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"ALTER TABLE procurement_contractparty DROP CONSTRAINT {name}")
        contract.parties.update(share=150)
        added = [each for each in step.Migration.operations if isinstance(each, AddConstraintNotValid)]
        (adding,) = [each for each in added if each.constraint.name == name]
        before = ProjectState.from_apps(apps)
        before.remove_constraint("procurement", "contractparty", name)
        after = before.clone()
        adding.state_forwards("procurement", after)
        adding.database_forwards("procurement", editor, before, after)
        step.check_kept_rows(None, editor)
    assert f"procurement_contractparty break the rule {name}" in caplog.text
    assert contract.parties.get().share == 150
    assert not is_taken(lambda: contract.parties.update(share=151))
    assert is_taken(lambda: contract.parties.update(share=50))


def test_an_extension_of_no_months_is_none(contract: Contract) -> None:
    planned = Procurement.objects.filter(contracts=contract)
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE; SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE procurement_contractoption DROP CONSTRAINT contract_option_months_at_least_one")
        cursor.execute("ALTER TABLE procurement_procurement DROP CONSTRAINT procurement_options_at_least_one")
        contract.options.filter(number=1).update(months=0)
        planned.update(options=[0, 12])
        cursor.execute(import_module(MIGRATION).EMPTY_EXTENSIONS)
    assert list(contract.options.values_list("number", "months")) == [(1, 12)]
    assert planned.get().options == [12]
    assert make_signed(Contract.objects.get(pk=contract.pk)).last_possible_day == date(2032, 7, 31)


def test_every_rule_of_the_migration_stands_in_the_models() -> None:
    step = import_module(MIGRATION)
    said = {rule.name for model in apps.get_app_config("procurement").get_models() for rule in model._meta.constraints}
    assert {rule.name for _model, rule in step.RULES} <= said
