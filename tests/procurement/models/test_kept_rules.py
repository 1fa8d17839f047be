"""Rules that PostgreSQL keeps whoever writes a row, and what becomes of rows that were there before a rule."""

from collections.abc import Callable
from datetime import date
from functools import partial
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import IntegrityError, connection, models, transaction
from django.db.migrations.state import ProjectState

from organisations.models import Organisation
from procurement.models import (
    AskedRequirement,
    Award,
    Bid,
    BidAnswer,
    Contract,
    ContractOption,
    ContractParty,
    ContractState,
    InvitedSupplier,
    JointStaircase,
    JointVersion,
    Lot,
    ObligationStep,
    Participant,
    Procurement,
    RequirementSet,
    SetRequirement,
    ShownStaircase,
    StaircaseStep,
)
from procurement.services.lots import add_lot
from procurement.services.requirement_sets import keep_as_set
from tests.factories.bids import make_bid
from tests.factories.contracts import make_contract, make_signed
from tests.factories.procurements import make_planned, make_rising

pytestmark = pytest.mark.django_db
MIGRATION = "procurement.migrations.0025_rules_that_every_row_keeps"
RULES = import_module(MIGRATION).RULES
LONG_AGO = date(2000, 1, 1)
BROKEN: list[tuple[type[models.Model], dict[str, Any], str]] = [
    (Procurement, {"value": -1}, "procurement_value_not_negative"),
    (Procurement, {"price_weight": 150}, "procurement_price_weight_per_cent"),
    (Procurement, {"price_weight": -1}, "procurement_price_weight_per_cent"),
    (Procurement, {"months": 0}, "procurement_months_at_least_one"),
    (Procurement, {"options": [12, 0]}, "procurement_options_at_least_one"),
    (Procurement, {"options": [-12]}, "procurement_options_at_least_one"),
    (Procurement, {"options": [601]}, "procurement_options_at_least_one"),
    (Procurement, {"stage": "banana"}, "procurement_stage_known"),
    (Procurement, {"agreement": ""}, "procurement_agreement_known"),
    (Procurement, {"procedure": "banana"}, "procurement_procedure_known"),
    (Procurement, {"country": "XX"}, "procurement_country_known"),
    (Participant, {"part": "banana"}, "participant_part_known"),
    (Lot, {"value": -1}, "lot_value_not_negative"),
    (Lot, {"price_weight": 101}, "lot_price_weight_per_cent"),
    (AskedRequirement, {"weight": 101}, "asked_weight_per_cent"),
    (StaircaseStep, {"penalty_amount": -1}, "step_penalty_amount_not_negative"),
    (Bid, {"tonnes": -1}, "bid_tonnes_not_negative"),
    (Bid, {"state": "banana"}, "bid_state_known"),
    (Award, {"outcome": "banana", "because": "x"}, "award_outcome_known"),
    (Award, {"told_on": LONG_AGO}, "award_told_on_not_before_decided_on"),
    (Award, {"standstill_until": LONG_AGO}, "award_standstill_until_not_before_told_on"),
    (Contract, {"value": -5}, "contract_value_not_negative"),
    (Contract, {"currency": "XXX"}, "contract_currency_known"),
    (Contract, {"country": "XX"}, "contract_country_known"),
    (Contract, {"kind": "banana"}, "call_off_has_a_framework"),
    (Contract, {"state": "banana"}, "contract_state_known"),
    (Contract, {"months": 0}, "contract_months_at_least_one"),
    (Contract, {"last_day": LONG_AGO}, "contract_last_day_not_before_first_day"),
    (Contract, {"last_possible_day": LONG_AGO}, "contract_last_possible_day_not_before_last_day"),
    (Contract, {"signed_on": date(2050, 1, 1)}, "contract_first_day_not_before_signed_on"),
    (
        Contract,
        {"state": ContractState.SIGNED, "signed_on": LONG_AGO, "first_day": None},
        "contract_signed_has_its_days",
    ),
    (Contract, {"state": ContractState.SIGNED, "signed_on": LONG_AGO, "months": None}, "contract_signed_has_its_days"),
    (
        Contract,
        {"state": ContractState.SIGNED, "signed_on": LONG_AGO, "last_day": None},
        "contract_signed_has_its_days",
    ),
    (
        Contract,
        {"state": ContractState.SIGNED, "signed_on": LONG_AGO, "last_possible_day": None},
        "contract_signed_has_its_days",
    ),
    (Contract, {"parent": models.F("id")}, "contract_is_not_its_own_framework"),
    (Contract, {"kind": "call_off", "parent": models.F("id")}, "contract_is_not_its_own_framework"),
    (ContractOption, {"months": 0}, "contract_option_months_at_least_one"),
    (ContractOption, {"last_day": LONG_AGO}, "contract_option_last_day_not_before_first_day"),
    (ContractParty, {"share": -3}, "contract_party_share_per_cent"),
    (ContractParty, {"share": 150}, "contract_party_share_per_cent"),
    (ObligationStep, {"first_day": date(2050, 1, 1)}, "obligation_step_last_day_not_before_first_day"),
    (ObligationStep, {"origin": "banana"}, "obligation_step_origin_known"),
    (ObligationStep, {"bonus_amount": -1}, "obligation_step_bonus_amount_not_negative"),
    (ObligationStep, {"penalty_amount": -1}, "obligation_step_penalty_amount_not_negative"),
    (StaircaseStep, {"bonus_amount": -1}, "step_bonus_amount_not_negative"),
    (BidAnswer, {"points": -1}, "bid_answer_points_not_negative"),
    (InvitedSupplier, {"price": -1}, "invited_supplier_price_not_negative"),
    (RequirementSet, {"price_weight": 101}, "requirement_set_price_weight_per_cent"),
    (SetRequirement, {"weight": -1}, "set_requirement_weight_per_cent"),
    (ShownStaircase, {"last_day": LONG_AGO}, "shown_staircase_last_day_not_before_first_day"),
    (JointVersion, {"state": "banana"}, "joint_version_state_known"),
]


@pytest.fixture
def contract(at_work_in_ekby: Organisation) -> Contract:
    """A contract with steps and extensions, of a procurement with a bid; and a row for each of the other rules."""
    asked = make_rising(at_work_in_ekby)
    own = {"organisation": at_work_in_ekby}
    BidAnswer.objects.create(bid=make_bid(asked.procurement), asked=asked, **own)
    add_lot(make_planned(at_work_in_ekby), title="South")
    keep_as_set(asked.procurement, "Transport")
    joint = JointStaircase.objects.create(title="Buss", requirement=asked.version, code="TRA-001", **own)
    JointVersion.objects.create(joint=joint, number=1, steps=[], **own)
    made = make_contract(asked.procurement)
    days = {"first_day": date(2027, 1, 1), "last_day": date(2028, 12, 31)}
    ShownStaircase.objects.create(staircase=asked.staircase, code="TRA-001", country="NO", steps=[], **days, **own)
    InvitedSupplier.objects.create(contract=made, party=made.parties.get(), **own)
    return made


def rule_broken_by(write: Callable[[], object]) -> str:
    """The name of the rule by which PostgreSQL refuses what is written; empty where it takes it."""
    try:
        with transaction.atomic():
            write()
    except IntegrityError as error:
        return str(getattr(getattr(error.__cause__, "diag", None), "constraint_name", ""))
    return ""


@pytest.mark.usefixtures("contract")
def test_no_row_breaks_a_rule_whoever_writes_it() -> None:
    empty = {model.__name__ for model, _said, _rule in BROKEN if not model._default_manager.exists()}
    assert empty == set()
    refused = [(m, said, rule_broken_by(partial(m._default_manager.update, **said))) for m, said, _rule in BROKEN]
    assert refused == BROKEN


def test_every_rule_is_tried() -> None:
    below_another = {"contract_kind_known", "only_a_call_off_has_a_framework"}
    assert {rule.name for _model, rule in RULES} - {rule for _model, _said, rule in BROKEN} == below_another


def test_a_contract_belongs_below_a_framework_only_if_it_is_called_off(contract: Contract) -> None:
    other = make_contract(make_planned(contract.organisation, title="Trikk"))
    kept = Contract.objects.filter(pk=contract.pk)
    assert rule_broken_by(lambda: kept.update(parent=other)) == "only_a_call_off_has_a_framework"
    assert rule_broken_by(lambda: kept.update(parent=other, kind="banana")) == "contract_kind_known"


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
    assert rule_broken_by(lambda: contract.parties.update(share=151)) == name
    assert rule_broken_by(lambda: contract.parties.update(share=50)) == ""


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
    said = {rule.name for model in apps.get_app_config("procurement").get_models() for rule in model._meta.constraints}
    assert {rule.name for _model, rule in RULES} <= said
