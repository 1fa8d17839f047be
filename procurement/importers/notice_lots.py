"""Reads lots, parts and groups of lots: award criteria with their weights, deadlines, what laws apply."""

from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Final

from emissions.importers.problem_log import short
from procurement.calculations.notice_lots import AwardCriterion, Deadline, DeadlineKind, LotKind, NoticeLot, Project
from procurement.importers.notice_fields import EXTENSION, Fields
from procurement.importers.notice_project import read_project

Numbers = Mapping[str, tuple[Decimal | None, str]]
_PLACES: Final = {LotKind.LOT: "lot", LotKind.PART: "part", LotKind.GROUP: "group"}
_DEADLINES: Final = {
    "cac:TenderSubmissionDeadlinePeriod": DeadlineKind.TENDERS,
    "cac:ParticipationRequestReceptionPeriod": DeadlineKind.REQUESTS_TO_PARTICIPATE,
    "cac:AdditionalInformationRequestPeriod": DeadlineKind.QUESTIONS,
}
_CRITERIA: Final = "cac:TenderingTerms/cac:AwardingTerms/cac:AwardingCriterion"
_CONDITIONS: Final = "cac:TenderingTerms/cac:ContractExecutionRequirement"
_SYSTEM: Final = "cac:TenderingProcess/cac:ContractingSystem/cbc:ContractingSystemTypeCode"
_SCOPE: Final = f"cac:TenderingTerms/{EXTENSION}/efac:StrategicProcurement/efbc:ApplicableLegalBasis"


def read_lots(root: Fields) -> tuple[NoticeLot, ...]:
    """Return the notice's lots, parts and groups in their order."""
    groups = dict(_groups(root))
    lots = tuple(_lot(each, groups) for each in root.each("cac:ProcurementProjectLot"))
    if not lots:
        root.warn("lots_are_missing", "cac:ProcurementProjectLot")
    for key, times in Counter(lot.key for lot in lots).items():
        if times > 1:
            root.warn("lot_is_repeated", "cac:ProcurementProjectLot", key=short(key))
    return lots


def _lot(fields: Fields, groups: Mapping[str, tuple[str, ...]]) -> NoticeLot:
    key = fields.text("cbc:ID") or ""
    kind = _kind(fields.attribute("cbc:ID", "schemeName"))
    lot = fields.under(f"{_PLACES[kind]} {key}".strip())
    project = next(lot.each("cac:ProcurementProject"), None)
    return NoticeLot(
        key=key,
        kind=kind,
        project=read_project(project) if project else Project(),
        criteria=tuple(_criterion(each) for each in _criteria(lot)),
        criteria_order=lot.words(f"{_CRITERIA}/cbc:Description"),
        criteria_formula=lot.words(f"{_CRITERIA}/cbc:CalculationExpression"),
        deadlines=tuple(_deadlines(lot)),
        conditions=lot.words(f"{_CONDITIONS}[cbc:ExecutionRequirementCode='performance']/cbc:Description"),
        clean_vehicles=lot.flag(f"{_SCOPE}[@listName='cvd-scope']"),
        energy_efficiency=lot.flag(f"{_SCOPE}[@listName='eed-scope']"),
        framework=lot.text(f"{_SYSTEM}[@listName='framework-agreement']"),
        purchasing_system=lot.text(f"{_SYSTEM}[@listName='dps-usage']"),
        framework_maximum=lot.money("cac:TenderingProcess/cac:FrameworkAgreement/cbc:EstimatedMaximumValueAmount"),
        of_group=groups.get(key, ()),
    )


def _kind(scheme: str | None) -> LotKind:
    return LotKind(scheme) if scheme in set(LotKind) else LotKind.LOT


def _groups(root: Fields) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each group of lots with the keys of its lots."""
    for group in root.each("cac:TenderingTerms/cac:LotDistribution/cac:LotsGroup"):
        if key := group.text("cbc:LotsGroupID"):
            yield key, group.texts("cac:ProcurementProjectLotReference/cbc:ID")


def _criteria(lot: Fields) -> Iterator[Fields]:
    """Yield the criteria: those within a cac:AwardingCriterion, and itself where it has a type of its own."""
    for criterion in lot.each(_CRITERIA):
        if criterion.text("cbc:AwardingCriterionTypeCode"):
            yield criterion
        yield from criterion.each(".//cac:SubordinateAwardingCriterion")


def _criterion(fields: Fields) -> AwardCriterion:
    numbers = _numbers(fields)
    weight, fixed, threshold = (
        numbers.get(name, (None, None)) for name in ("number-weight", "number-fixed", "number-threshold")
    )
    return AwardCriterion(
        type_code=fields.code("cbc:AwardingCriterionTypeCode", "award-criterion-type"),
        names=fields.words("cbc:Name"),
        descriptions=fields.words("cbc:Description"),
        weight=weight[0] if weight[1] else fields.number("cbc:WeightNumeric"),
        weight_code=weight[1],
        fixed=fixed[0],
        fixed_code=fixed[1],
        threshold=threshold[0],
        threshold_code=threshold[1],
    )


def _numbers(fields: Fields) -> Numbers:
    """Return each number of a criterion with its code, by the list that the code is from."""
    found: dict[str, tuple[Decimal | None, str]] = {}
    for parameter in fields.each(f"{EXTENSION}/efac:AwardCriterionParameter"):
        for code_list, code in parameter.listed("efbc:ParameterCode", "number-weight"):
            found.setdefault(code_list, (parameter.number("efbc:ParameterNumeric"), code))
    return found


def _deadlines(lot: Fields) -> Iterator[Deadline]:
    for path, kind in _DEADLINES.items():
        for period in lot.each(f"cac:TenderingProcess/{path}"):
            if day := period.day("cbc:EndDate"):
                yield Deadline(kind, day, period.clock("cbc:EndDate", "cbc:EndTime"))
