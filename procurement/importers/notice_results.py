"""Reads how lots ended: results, tenders, contracts, and the vehicles bought."""

from collections.abc import Iterator, Mapping
from typing import Final

from procurement.calculations.notice_results import LotResult, NoticeContract, NoticeTender, NoticeVehicles, Results
from procurement.importers.notice_fields import EXTENSION, Fields

_VALUES: Final = "efac:FrameworkAgreementValues"
_STRATEGIC: Final = "efac:StrategicProcurement/efac:StrategicProcurementInformation"
_VEHICLES: Final = "vehicles"


def read_results(root: Fields) -> Results:
    """Return the results of an award notice, empty ones of any other."""
    found = next(root.each(f"{EXTENSION}/efac:NoticeResult"), None)
    if found is None:
        return Results()
    parties = {each.text("cbc:ID"): each for each in found.each("efac:TenderingParty")}
    return Results(
        total=found.money("cbc:TotalAmount"),
        framework_maximum=found.money("efbc:OverallMaximumFrameworkContractsAmount"),
        lot_results=tuple(_lot_result(each) for each in found.each("efac:LotResult")),
        tenders=tuple(_tender(each, parties) for each in found.each("efac:LotTender")),
        contracts=tuple(_contract(each) for each in found.each("efac:SettledContract")),
    )


def _lot_result(fields: Fields) -> LotResult:
    result = _keyed(fields, "result")
    return LotResult(
        key=result.text("cbc:ID") or "",
        lot_keys=result.texts("efac:TenderLot/cbc:ID"),
        status=result.text("cbc:TenderResultCode"),
        reason=result.text("efac:DecisionReason/efbc:DecisionReasonCode"),
        tender_keys=result.texts("efac:LotTender/cbc:ID"),
        contract_keys=result.texts("efac:SettledContract/cbc:ID"),
        highest=result.money("cbc:HigherTenderAmount"),
        lowest=result.money("cbc:LowerTenderAmount"),
        framework_maximum=result.money(f"{_VALUES}/cbc:MaximumValueAmount"),
        framework_estimate=result.money(f"{_VALUES}/efbc:ReestimatedValueAmount"),
        received=_counts(result, "efac:ReceivedSubmissionsStatistics"),
        vehicles=tuple(_vehicles(result)),
    )


def _tender(fields: Fields, parties: Mapping[str | None, Fields]) -> NoticeTender:
    tender = _keyed(fields, "tender")
    party = parties.get(tender.text("efac:TenderingParty/cbc:ID"))
    leaders_first = sorted(party.each("efac:Tenderer"), key=_is_follower) if party else []
    return NoticeTender(
        key=tender.text("cbc:ID") or "",
        lot_keys=tender.texts("efac:TenderLot/cbc:ID"),
        value=tender.money("cac:LegalMonetaryTotal/cbc:PayableAmount"),
        rank=tender.count("cbc:RankCode"),
        party_name=party.text("cbc:Name") if party else None,
        tenderers=tuple(key for each in leaders_first if (key := each.text("cbc:ID"))),
        subcontractors=party.texts("efac:SubContractor/cbc:ID") if party else (),
    )


def _is_follower(tenderer: Fields) -> bool:
    return not tenderer.flag("efbc:GroupLeadIndicator")


def _contract(fields: Fields) -> NoticeContract:
    contract = _keyed(fields, "contract")
    return NoticeContract(
        key=contract.text("cbc:ID") or "",
        titles=contract.words("cbc:Title"),
        reference=contract.text("efac:ContractReference/cbc:ID"),
        tender_keys=contract.texts("efac:LotTender/cbc:ID"),
        awarded_on=contract.day("cbc:AwardDate"),
        concluded_on=contract.day("cbc:IssueDate"),
        is_framework=contract.flag("efbc:ContractFrameworkIndicator"),
    )


def _vehicles(result: Fields) -> Iterator[NoticeVehicles]:
    """Yield each category of vehicles that the clean vehicles directive asks about."""
    for information in result.each(_STRATEGIC):
        for details in information.each("efac:ProcurementDetails"):
            counts = _counts(details, "efac:StrategicProcurementStatistics")
            if any(name.startswith(_VEHICLES) for name in counts):
                yield NoticeVehicles(
                    category=details.text("efbc:AssetCategoryCode"),
                    contract_type=information.text("efbc:ProcurementCategoryCode"),
                    total=counts.get(_VEHICLES),
                    clean=counts.get(f"{_VEHICLES}-clean"),
                    zero_emission=counts.get(f"{_VEHICLES}-zero-emission"),
                )


def _counts(fields: Fields, path: str) -> dict[str, int]:
    """Return the numbers of statistics by their code."""
    found = ((each.text("efbc:StatisticsCode"), each.count("efbc:StatisticsNumeric")) for each in fields.each(path))
    return {code: number for code, number in found if code and number is not None}


def _keyed(fields: Fields, kind: str) -> Fields:
    return fields.under(f"{kind} {fields.text('cbc:ID') or ''}".strip())
