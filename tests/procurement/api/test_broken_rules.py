"""A row that is older than a rule: page and API say what stands in the way, and nothing is a fault of ours."""

from collections.abc import Callable
from importlib import import_module

import pytest
from django.db import IntegrityError, connection
from django.test import Client

from foundation.access import open_access
from foundation.broken_rules import broken_rule
from foundation.scoping import access_for_work
from organisations.models import User
from procurement.models import Procurement
from procurement.reports.broken_rules import sentence_of_rule
from tests.api.callers import Caller
from tests.factories.cast import Cast
from tests.factories.procurements import make_planned

In = Callable[[User], Client]
MIGRATION = "procurement.migrations.0025_rules_that_every_row_keeps"
RULE = "procurement_price_weight_per_cent"


@pytest.fixture
def older(cast: Cast) -> Procurement:
    """A procurement whose price weighs 150 per cent, from a time before the rule."""
    with open_access(access_for_work(cast.ekby.pk)), connection.cursor() as cursor:
        planned = make_planned(cast.ekby)
        cursor.execute("RESET ROLE; SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = %s", [RULE])
        (rule,) = cursor.fetchone()
        cursor.execute(f"ALTER TABLE procurement_procurement DROP CONSTRAINT {RULE}")
        Procurement.objects.filter(pk=planned.pk).update(price_weight=150)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"ALTER TABLE procurement_procurement ADD CONSTRAINT {RULE} {rule} NOT VALID")
    return planned


@pytest.mark.django_db
def test_page_and_api_say_what_stands_in_the_way(buyer: Caller, cast: Cast, client_for: In, older: Procurement) -> None:
    path = f"organisations/ekby/procurements/{older.uuid}/"
    refused = buyer.send("patch", path, {"description": "Buss", "revision": older.revision})
    assert refused.status_code == 422
    assert refused.json()["detail"] == str(sentence_of_rule(RULE))

    stop = {"stage": "stopped", "because": "No money", "revision": older.revision}
    page = client_for(cast.ada).post(f"/o/ekby/procurements/{older.uuid}/stage/", stop)
    assert page.status_code == 422
    assert str(sentence_of_rule(RULE)) in page.content.decode()


def test_every_rule_that_came_later_has_its_sentence() -> None:
    names = {rule.name for _model, rule in import_module(MIGRATION).RULES}
    assert {name for name in names if not sentence_of_rule(name)} == set()


def test_what_nobody_worded_is_no_refusal() -> None:
    assert broken_rule(IntegrityError("something else")) is None
