"""A procurement as a release of the Open Contracting Data Standard 1.1, with the sustainability extension.

Stages as far as they are known: planning, tender, award, contract. Fields, extensions and codes: docs/formats.md.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from foundation.problems import Problem
from procurement.calculations.law_rules import PurchaseKind
from procurement.calculations.published_terms import PublishedTerms, to_check
from procurement.reports.country_days import day_in, first_moment
from procurement.reports.eforms_codes import name_of_code
from procurement.reports.ocds_contracts import awards, contracts, roles_of, suppliers
from procurement.reports.ocds_criteria import award_criteria, award_method, criteria, sustainability
from procurement.reports.ocds_lots import items, lots
from procurement.reports.ocds_values import contract_period, money, party, period, reference, said
from requirements_bank.calculations.requirement import Kind

PREFIX: Final = re.compile(r"ocds-[a-z0-9]{6}")
CATEGORIES: Final = {PurchaseKind.GOODS: "goods", PurchaseKind.SERVICES: "services", PurchaseKind.WORKS: "works"}
_METHODS: Final = {
    "open": "open",
    "restricted": "selective",
    "neg-w-call": "selective",
    "comp-dial": "selective",
    "innovation": "selective",
    "oth-mult": "selective",
    "neg-wo-call": "limited",
}
_PLANNED, _STOPPED, _AWARDED = frozenset({"idea", "market_dialogue"}), "stopped", "awarded"


@dataclass(frozen=True, slots=True)
class OcdsRelease:
    """A release as a JSON object, and what of it has to be looked at."""

    data: dict[str, Any]
    problems: tuple[Problem, ...]


def ocds_release(terms: PublishedTerms, *, prefix: str, released_at: datetime) -> OcdsRelease:
    """Return the release of what is known at a moment, which has a zone.

    `prefix` is the one that the publisher is registered with ("ocds-" and six signs); ValueError for another.
    """
    if not PREFIX.fullmatch(prefix):
        raise ValueError(f"{prefix!r} is no OCID prefix: it is ocds- and six small letters or digits")
    ocid = f"{prefix}-{terms.key}"
    today = day_in(released_at, terms.country)
    is_announced = terms.announced_on is not None and terms.announced_on <= today
    data = said(
        ocid=ocid,
        id=f"{ocid}-{released_at:%Y%m%dT%H%M%S%z}",
        date=released_at.isoformat(timespec="seconds"),
        tag=[*_tags(terms.stage, is_announced=is_announced), *_later_tags(terms)],
        initiationType="tender",
        language=terms.language,
        parties=_parties(terms),
        buyer=reference(terms.lead),
        planning=_planning(terms),
        tender=_tender(terms, is_announced=is_announced),
        awards=awards(terms) or ([_award(terms)] if terms.stage == _AWARDED else []),
        contracts=contracts(terms, today),
    )
    return OcdsRelease(data, (*terms.problems, *_problems(terms)))


def _tags(stage: str, *, is_announced: bool) -> list[str]:
    if stage == _STOPPED:
        return ["tenderCancellation"] if is_announced else ["planning"]
    if stage == _AWARDED:
        return ["tender"]
    return ["tender"] if is_announced and stage not in _PLANNED else ["planning"]


def _later_tags(terms: PublishedTerms) -> list[str]:
    """Return what is told beside the tender: of lots that are decided, and of contracts that are signed."""
    is_decided = terms.stage == _AWARDED or terms.contracts or terms.endings
    is_signed = any(each.signed_on for each in terms.contracts)
    return [*(["award"] if is_decided else []), *(["contract"] if is_signed else [])]


def _parties(terms: PublishedTerms) -> list[dict[str, Any]]:
    lead = party(terms.lead, "buyer", "procuringEntity", *roles_of(terms.lead, terms))
    return [lead, *(party(each, "buyer", *roles_of(each, terms)) for each in terms.buyers), *suppliers(terms)]


def _status(stage: str, *, is_announced: bool) -> str:
    if stage in _PLANNED:
        return "planning"
    known = {_STOPPED: "cancelled", _AWARDED: "complete"}
    return known.get(stage, "active" if is_announced else "planned")


def _planning(terms: PublishedTerms) -> dict[str, Any] | None:
    if terms.dialogue_on is None:
        return None
    talk = {"id": "dialogue", "type": "engagement", "dueDate": first_moment(terms.dialogue_on, terms.country)}
    return {"milestones": [talk]}


def _tender(terms: PublishedTerms, *, is_announced: bool) -> dict[str, Any]:
    goals = sustainability(terms.requirements)
    return said(
        id=str(terms.key),
        title=terms.title,
        description=terms.description,
        status=_status(terms.stage, is_announced=is_announced),
        procuringEntity=reference(terms.lead),
        value=money(terms.value, terms.currency),
        procurementMethod=_METHODS.get(terms.procedure),
        procurementMethodDetails=_procedure(terms),
        mainProcurementCategory=CATEGORIES[terms.nature] if terms.nature else None,
        awardCriteria=award_method(terms),
        awardCriteriaDetails=_weights(terms),
        datePublished=first_moment(terms.announced_on, terms.country) if terms.announced_on else None,
        tenderPeriod=period(terms.announced_on, terms.bids_due_on, terms.country),
        contractPeriod=contract_period(terms.period, terms.country),
        selectionCriteria=_selection(terms),
        criteria=criteria(terms),
        items=items(terms),
        lots=lots(terms),
        hasSustainability=bool(goals) if terms.requirements else None,
        sustainability=goals,
    )


def _procedure(terms: PublishedTerms) -> str:
    return name_of_code("procurement-procedure-type", terms.procedure, terms.language) if terms.procedure else ""


def _weights(terms: PublishedTerms) -> str:
    """Return the award criteria in words; where lots have different ones, each lot says its own."""
    by_lot = {"; ".join(_weighed(each) for each in award_criteria(terms, lot)) for lot in terms.lot_numbers}
    return by_lot.pop() if len(by_lot) == 1 else ""


def _weighed(criterion: dict[str, Any]) -> str:
    return " ".join([criterion["name"], *(f"{each['number']} %" for each in criterion.get("numbers", ()))])


def _selection(terms: PublishedTerms) -> dict[str, str] | None:
    asked = [each.wording for each in terms.requirements if each.kind is Kind.QUALIFICATION]
    return {"description": "\n".join(asked)} if asked else None


def _award(terms: PublishedTerms) -> dict[str, Any]:
    """Return the award of a procurement that was decided elsewhere: no contract of it is kept here."""
    day = terms.awarded_on
    return said(
        id=f"{terms.key}-award",
        title=terms.title,
        status="active",
        date=first_moment(day, terms.country) if day else None,
        contractPeriod=contract_period(terms.period, terms.country),
    )


def _problems(terms: PublishedTerms) -> list[Problem]:
    told = [
        to_check("number_missing", "parties", name=each.name) for each in (terms.lead, *terms.buyers) if not each.number
    ]
    if terms.procedure and terms.procedure not in _METHODS:
        told.append(to_check("procedure_unclear", "procedure"))
    if terms.stage not in (*_PLANNED, _STOPPED) and terms.announced_on is None:
        told.append(to_check("announcement_missing", "announced_on"))
    told += [
        to_check("number_missing", "contracts", name=each.name)
        for contract in terms.contracts
        for each in contract.suppliers
        if not each.number
    ]
    if terms.stage == _AWARDED and terms.awarded_on is None and not terms.contracts:
        told.append(to_check("award_day_missing", "awarded_on"))
    return told
