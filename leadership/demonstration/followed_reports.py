"""The demonstration's reports of suppliers: asked for, told and accepted, waiting, and late."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from follow_up.models import ReportRequest, SupplierReport
from follow_up.services.due_reports import make_due_reports
from follow_up.services.fill_in_report import LineTold, submit_report
from follow_up.services.judge_report import accept_report
from follow_up.services.report_requests import LineSaid, RequestSaid, ask_for_reports
from foundation.changes.record import Actor, acting
from leadership.demonstration.followed_contracts import LANGUAGES
from leadership.demonstration.followed_people import (
    at_follow_up,
    contract_called,
    days_ago,
    id_of,
    obligation_called,
)
from organisations.models import Organisation
from procurement.calculations.contract_period import months_later
from procurement.models import Contract

SAID = Path(__file__).parent / "followed_reports.yaml"


def fill_reports(organisations: Mapping[str, Organisation]) -> None:
    """Ask for the reports that are not asked for yet; what came in is accepted."""
    for said in _said():
        organisation = organisations[said["org"]]
        with at_follow_up(organisation, said["by"]):
            contract, key = contract_called(organisation, said["contract"]), id_of(organisation, said["title"])
            is_there = ReportRequest.objects.filter(organisation=organisation, form_key=key).exists()
            if contract and not is_there:
                _report(_asked(organisation, contract, said), said)


def _asked(organisation: Organisation, contract: Contract, said: Mapping[str, Any]) -> ReportRequest:
    party = contract.parties.order_by("pk")[0]
    quarter = _quarter(days_ago(said["asked"]))
    first_day = max(months_later(quarter, -said["months"]), contract.first_day or quarter)
    lines = [
        LineSaid(
            each["kind"],
            label=each.get("label", ""),
            dimension=each.get("dimension", ""),
            obligation=obligation_called(contract, each["about"]) if "about" in each else None,
        )
        for each in said["lines"]
    ]
    asked = RequestSaid(
        party,
        party.email,
        said["title"],
        first_day,
        language=LANGUAGES[organisation.country],
        purpose=said["purpose"],
        clause=said.get("clause", ""),
    )
    return ask_for_reports(contract, asked, lines, form_key=id_of(organisation, said["title"]))


def _report(request: ReportRequest, said: Mapping[str, Any]) -> None:
    make_due_reports(request.organisation_id, days_ago(said["asked"]))
    reports = SupplierReport.objects.filter(request=request).order_by("first_day")
    for report, figures in zip(reports, said.get("told", ()), strict=False):
        lines = request.lines.order_by("position")
        told = {
            str(line.uuid): LineTold(Decimal(figure), is_confirmed=True)
            for line, figure in zip(lines, figures, strict=True)
        }
        with acting(Actor(said["name"])):
            sent = submit_report(report, told, name=said["name"], revision=report.revision)
        accept_report(sent, revision=sent.revision)


def _quarter(day: date) -> date:
    """Return the first day of the quarter in which a day lies."""
    return date(day.year, day.month - (day.month - 1) % 3, 1)


@cache
def _said() -> list[dict[str, Any]]:
    read: list[dict[str, Any]] = yaml.safe_load(SAID.read_text(encoding="utf-8"))
    return read
