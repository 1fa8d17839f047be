"""Releases follow the official schema of OCDS with the sustainability extension, and have no field beside them."""

import csv
import json
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from foundation.access import open_access
from foundation.scoping import access_for_work
from organisations.models import Organisation
from procurement.calculations.published_terms import PublishedTerms
from procurement.queries.published_terms import published_terms
from procurement.reports.ocds_criteria import GOALS, GREEN_CRITERIA, STRATEGIES
from procurement.reports.ocds_package import ocds_package
from procurement.reports.ocds_release import OcdsRelease, ocds_release
from procurement.services.lots import add_lots
from procurement.services.procurements import name_buyers
from tests.factories.contracts import BUSES, TRAMS, make_award, make_signed
from tests.factories.organisations import join_network, make_organisation
from tests.factories.publishing import PRICE, make_ready

pytestmark = [pytest.mark.real_files, pytest.mark.django_db]
NOW = datetime(2027, 3, 15, 12, tzinfo=UTC)
STAGES = ["idea", "market_dialogue", "tender", "evaluation", "awarded", "stopped"]
TEXT, KEY = {"type": "string", "minLength": 1}, {"type": "string", "minLength": 1}


def listed(definition: str) -> dict[str, Any]:
    return {"type": "array", "minItems": 1, "items": {"$ref": f"#/definitions/{definition}"}}


def an(*required: str, **properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties, **({"required": list(required)} if required else {})}


# The fields that we use of the extensions for lots, requirements and award criteria.
OTHER_EXTENSIONS = {
    "definitions": {
        "Tender": {"properties": {"lots": listed("Lot"), "criteria": listed("Criterion")}},
        "Item": {"properties": {"relatedLot": KEY}},
        "Award": {"properties": {"relatedLots": {"type": "array", "minItems": 1, "items": KEY}}},
        "Lot": an(
            "id",
            id=KEY,
            title=TEXT,
            description=TEXT,
            value={"$ref": "#/definitions/Value"},
            awardCriteria=an("criteria", criteria=listed("AwardCriterion")),
        ),
        "AwardCriterion": an(
            "type",
            "name",
            type={"enum": ["price", "cost", "quality"]},
            name=TEXT,
            description=TEXT,
            numbers={"type": "array", "items": an(number={"type": "number"}, weight={"enum": ["percentageExact"]})},
        ),
        "Criterion": an(
            "id",
            id=KEY,
            title=TEXT,
            description=TEXT,
            source={"enum": ["tenderer", "buyer", "procuringEntity"]},
            relatesTo={"enum": ["tenderer", "item"]},
            relatedLots={"type": "array", "minItems": 1, "items": KEY},
            requirementGroups=listed("RequirementGroup"),
        ),
        "RequirementGroup": an("id", id=KEY, requirements=listed("Requirement")),
        "Requirement": an(
            "id",
            id=KEY,
            title=TEXT,
            dataType={"enum": ["string", "date-time", "number", "integer", "boolean"]},
            expectedValue={"type": ["string", "integer", "number", "boolean"]},
            minValue={"type": "number"},
            maxValue={"type": "number"},
            period={"$ref": "#/definitions/Period"},
        ),
    }
}


def merged(base: Any, patch: Any) -> Any:
    """JSON Merge Patch (RFC 7386), by which extensions are applied."""
    if not isinstance(patch, dict) or not isinstance(base, dict):
        return patch
    return {**base, **{name: merged(base.get(name), value) for name, value in patch.items()}}


def closed(schema: Any) -> Any:
    """The schema with no room for fields that it does not know."""
    if isinstance(schema, list):
        return [closed(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    found = {name: closed(value) for name, value in schema.items()}
    return {**found, "additionalProperties": False} if isinstance(schema.get("properties"), dict) and (
        "type" in schema or "required" in schema or "title" in schema
    ) else found  # fmt: skip


@pytest.fixture(scope="module")
def schema(shared: Path) -> dict[str, Any]:
    folder = shared / "schemas" / "ocds"
    base, sustainability = (
        json.loads((folder / name).read_text(encoding="utf-8"))
        for name in ("release-schema.json", "sustainability_release-schema.json")
    )
    whole: dict[str, Any] = closed(merged(merged(base, OTHER_EXTENSIONS), sustainability))
    return whole


@pytest.fixture
def validator(schema: dict[str, Any]) -> jsonschema_rs.Draft4Validator:
    return jsonschema_rs.Draft4Validator(schema, validate_formats=True)


def wrong(validator: jsonschema_rs.Draft4Validator, data: Any) -> list[str]:
    return [f"{error.instance_path}: {error.message}" for error in validator.iter_errors(data)]


def terms_of(lead: Organisation, lots: int, **said: Any) -> PublishedTerms:
    other = make_organisation(name="Fjordby kommune", country=lead.country)
    network = make_organisation(kind=Organisation.Kind.NETWORK, population=None)
    for member in (lead, other):
        join_network(member, network)
    with open_access(access_for_work(lead.pk)):
        procurement, _asked = make_ready(lead, value=Decimal("12500000.50"), dialogue_on=date(2027, 1, 1))
        add_lots(procurement, [{"title": f"Lot {n}", "value": Decimal(n)} for n in range(lots)])
        name_buyers(procurement, [other])
        return replace(published_terms(procurement, language="nb", others=(PRICE,)), **said)


def released(terms: PublishedTerms) -> OcdsRelease:
    return ocds_release(terms, prefix="ocds-abc123", released_at=NOW)


@pytest.mark.parametrize("country", ["NO", "SE"])
@pytest.mark.parametrize("lots", [0, 2])
def test_a_release_follows_the_schema(validator: jsonschema_rs.Draft4Validator, country: str, lots: int) -> None:
    lead = make_organisation("vik", name="Vik kommune", country=country)
    terms = terms_of(lead, lots)

    for stage in STAGES:
        assert wrong(validator, released(replace(terms, stage=stage, awarded_on=date(2027, 5, 1))).data) == [], stage


def test_awards_and_signed_contracts_follow_the_schema(validator: jsonschema_rs.Draft4Validator) -> None:
    lead = make_organisation("vik", name="Vik kommune")
    with open_access(access_for_work(lead.pk)):
        procurement, _asked = make_ready(lead)
        for contract in make_award(procurement, BUSES, TRAMS).contracts.all():
            make_signed(contract)
        procurement.refresh_from_db()
        data = released(published_terms(procurement, language="nb", others=(PRICE,))).data

    assert (len(data["awards"]), len(data["contracts"]), data["tag"]) == (2, 2, ["tender", "award", "contract"])
    assert wrong(validator, data) == []


def test_the_least_that_makes_a_release_follows_the_schema(validator: jsonschema_rs.Draft4Validator) -> None:
    least = replace(
        terms_of(make_organisation("vik"), 0, stage="idea"),
        description="",
        cpv=(),
        nature=None,
        value=None,
        procedure="",
        requirements=(),
        dialogue_on=None,
        announced_on=None,
        bids_due_on=None,
        period=None,
        others=(),
        buyers=(),
    )

    assert wrong(validator, released(least).data) == []


def test_the_schema_has_no_room_for_more(validator: jsonschema_rs.Draft4Validator) -> None:
    data = released(terms_of(make_organisation("vik"), 2)).data
    data["tender"]["criteria"][0]["note"] = "Between us"

    assert len(wrong(validator, data)) == 1


def test_a_package_follows_the_schema(shared: Path, schema: dict[str, Any]) -> None:
    of_package = json.loads((shared / "schemas" / "ocds" / "release-package-schema.json").read_text(encoding="utf-8"))
    terms = terms_of(make_organisation("vik"), 2)
    package = ocds_package([released(terms)], uri="https://vik.example/ocds", publisher=terms.lead, published_at=NOW)
    validator = jsonschema_rs.Draft4Validator(of_package, validate_formats=True, retriever=lambda _uri: schema)

    assert wrong(validator, package) == []


def test_goals_and_strategies_are_those_of_the_extension(shared: Path) -> None:
    folder = shared / "samples" / "ocds" / "sustainability_extension"

    def codes(name: str) -> set[str]:
        with (folder / name).open(encoding="utf-8", newline="") as lines:
            return {row["Code"] for row in csv.DictReader(lines)}

    assert set(GOALS.values()) <= codes("sustainabilityGoal.csv")
    assert {*STRATEGIES.values(), *GREEN_CRITERIA.values()} <= codes("sustainabilityStrategy.csv")
