"""The demonstration's contracts that were signed elsewhere, with what they oblige to: registered as people do it."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from leadership.demonstration.cast import MUNICIPALITIES
from leadership.demonstration.procurements import at_work
from leadership.demonstration.trade import suppliers_of
from organisations.models import Organisation, User
from procurement.models import Contract
from procurement.queries.obligation_of_bank import bank_says
from procurement.services.obligations_at_once import add_obligations
from procurement.services.register_contract import register_contract
from procurement.services.registered_obligations import ObligationSaid
from procurement.services.registered_said import PartySaid, RegisteredSaid
from procurement.services.staircases import PlannedStep
from requirements_bank.calculations.content_of import content_of
from requirements_bank.models import RequirementVersion
from requirements_bank.queries.requirements import published_versions

SAID = Path(__file__).parent / "followed_contracts.yaml"
LANGUAGES = {"NO": "nb", "SE": "sv"}
MANAGERS = {"ekby": "kontroll@ekby.example", "granvik": "inkop@granvik.example", "lauvdal": "innkjop@lauvdal.example"}


def fill_followed_contracts(organisations: Mapping[str, Organisation]) -> None:
    """Register the contracts that are not there yet, each with what it obliges to."""
    for said in followed_said()["contracts"]:
        organisation = organisations[said["org"]]
        with at_work(organisation):
            if not Contract.objects.filter(organisation=organisation, number=said["number"]).exists():
                _oblige(_registered(organisation, said), said)


@cache
def followed_said() -> dict[str, Any]:
    """Return what the file says."""
    read: dict[str, Any] = yaml.safe_load(SAID.read_text(encoding="utf-8"))
    return read


def _registered(organisation: Organisation, said: Mapping[str, Any]) -> Contract:
    inhabitants = next(each.inhabitants for each in MUNICIPALITIES if each.slug == said["org"])
    companies = suppliers_of(said["trade"], organisation.country, inhabitants)
    supplier = companies[said["place"] % len(companies)]
    address = "".join(letter for letter in supplier.name.lower() if letter.isascii() and letter.isalnum())
    return register_contract(
        organisation,
        RegisteredSaid(
            title=said["title"],
            parties=(PartySaid(supplier.name, supplier.number, f"post@{address}.example"),),
            signed_on=said["first"],
            first_day=said["first"],
            months=said["months"],
            currency=organisation.currency,
            kind=said.get("kind", "contract"),
            number=said["number"],
            category=said["category"],
            value=Decimal(said["value"]),
            options=tuple(said.get("options", ())),
            notice_months=3 if "options" in said else 0,
            manager=User.objects.filter(email=MANAGERS.get(said["org"], "")).first(),
        ),
    )


def _oblige(contract: Contract, said: Mapping[str, Any]) -> None:
    language = LANGUAGES[contract.country]
    versions = {each.requirement.code: each for each in _versions(said["bank"])}
    names = (*said["own"], *followed_said()["everywhere"][said["org"]])
    obligations = [_of_bank(versions[code], language) for code in said["bank"]]
    obligations += [_own(followed_said()["own"][name], language) for name in names]
    months = (contract.months or 0) + sum(contract.options.values_list("months", flat=True))
    add_obligations(contract.organisation, [(contract, _within(each, months)) for each in obligations])


def _within(said: ObligationSaid, months: int) -> ObligationSaid:
    """Leave out the steps that the contract does not live to see."""
    return replace(said, steps=tuple(step for step in said.steps if (step.months or 0) < months))


def _versions(codes: list[str]) -> list[RequirementVersion]:
    shipped = published_versions().filter(requirement__organisation=None, requirement__code__in=codes)
    return list(shipped.select_related("requirement"))


def _of_bank(version: RequirementVersion, language: str) -> ObligationSaid:
    content = content_of(version.content, version.content_hash)
    says = bank_says(content, {}, language)
    steps = tuple(PlannedStep(step.threshold, months=step.month) for step in content.staircase)
    if not steps and says.threshold is not None and says.direction:
        steps = (PlannedStep(says.threshold, months=0),)
    return ObligationSaid(
        title=says.title,
        wording=says.wording,
        proof=says.proof,
        themes=says.themes,
        kind=says.kind,
        unit=says.unit,
        direction=says.direction,
        period=says.period,
        low=says.low,
        high=says.high,
        language=says.language,
        code=version.requirement.code,
        steps=steps,
        version=version,
        values=says.values,
    )


def _own(said: Mapping[str, Any], language: str) -> ObligationSaid:
    title, wording, proof = said[language]
    effect, amount = said.get("penalty", ("", None))
    steps = tuple(
        PlannedStep(
            Decimal(threshold), months=months, penalty=effect, penalty_amount=Decimal(amount) if amount else None
        )
        for threshold, months in said.get("steps", ())
    )
    return ObligationSaid(
        title=title,
        wording=wording.format(value=steps[0].threshold) if steps else wording,
        proof=proof,
        audit_right=said["audit"][language],
        themes=tuple(said["themes"]),
        kind="contract_clause",
        unit="%" if steps else "",
        direction="at_least" if steps else "",
        language=language,
        steps=steps,
    )
