"""What is bought, as a whole and in each lot, and how tenders are judged, in eForms XML."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Final

from lxml import etree

from procurement.calculations.law_rules import PurchaseKind
from procurement.calculations.published_terms import LOT_OF_ALL, PublishedLot, PublishedTerms, lot_key
from procurement.queries.commodities import nature_of_cpv
from procurement.reports.country_days import written_day
from procurement.reports.eforms_terms import WEIGHT_IN_PER_CENT, BusinessTerms, CodeTerm, CriterionTerms, written_weight
from procurement.reports.eforms_xml import COUNTRIES, LANGUAGES, extension, put, written_amount

NATURES: Final = {PurchaseKind.GOODS: "supplies", PurchaseKind.SERVICES: "services", PurchaseKind.WORKS: "works"}
_MONTHS: Final = {"nb": "måneder", "nn": "månader", "sv": "månader", "en": "months"}


def put_project(root: etree._Element, terms: PublishedTerms, *, region: str) -> None:
    """Put what is bought as a whole into the notice."""
    _put_project(root, terms, _whole(terms), (), region=region)


def put_lot(root: etree._Element, terms: PublishedTerms, business: BusinessTerms, lot: int, *, region: str) -> None:
    """Put a lot with its business terms into the notice; what it does not say itself it has from the whole."""
    parent = put(root, "cac:ProcurementProjectLot")
    put(parent, "cbc:ID", lot_key(lot), schemeName="Lot")
    put_awarding_terms(put(parent, "cac:TenderingTerms"), business.criteria_in(lot), business.language)
    _put_process(parent, terms)
    project = _put_project(parent, terms, _lot(terms, lot), business.codes_in(lot), region=region)
    _put_period(project, terms)


def put_additional_types(project: etree._Element, codes: Iterable[CodeTerm]) -> None:
    """Put what the procurement strives for (BT-06, BT-774, BT-805) into a project."""
    for each in codes:
        put(project, "cac:ProcurementAdditionalType/cbc:ProcurementTypeCode", each.code, listName=each.code_list)


def put_awarding_terms(terms: etree._Element, criteria: Iterable[CriterionTerms], language: str) -> None:
    """Put the award criteria (BT-539, BT-734, BT-540, BT-5421, BT-541) into the terms of a lot, if there are any."""
    listed = list(criteria)
    if not listed:
        return
    parent = put(terms, "cac:AwardingTerms/cac:AwardingCriterion")
    for each in listed:
        criterion = put(parent, "cac:SubordinateAwardingCriterion")
        if each.weight is not None:
            _put_weight(criterion, each.weight)
        put(criterion, "cbc:AwardingCriterionTypeCode", each.type_code, listName="award-criterion-type")
        put(criterion, "cbc:Name", each.name, languageID=LANGUAGES[language])
        put(criterion, "cbc:Description", each.description, languageID=LANGUAGES[language])


def _put_weight(criterion: etree._Element, weight: Decimal) -> None:
    parameter = put(extension(criterion), "efac:AwardCriterionParameter")
    put(parameter, "efbc:ParameterCode", WEIGHT_IN_PER_CENT, listName="number-weight")
    put(parameter, "efbc:ParameterNumeric", written_weight(weight))


def _whole(terms: PublishedTerms) -> PublishedLot:
    return PublishedLot(LOT_OF_ALL, terms.title, terms.description, terms.cpv, terms.value)


def _lot(terms: PublishedTerms, number: int) -> PublishedLot:
    whole = _whole(terms)
    lot = next((each for each in terms.lots if each.number == number), whole)
    return PublishedLot(number, lot.title, lot.description or whole.description, lot.cpv or whole.cpv, lot.value)


def _put_process(parent: etree._Element, terms: PublishedTerms) -> None:
    process = put(parent, "cac:TenderingProcess")
    if terms.bids_due_on:
        due = written_day(terms.bids_due_on, terms.country)
        put(process, "cac:TenderSubmissionDeadlinePeriod/cbc:EndDate", due)
    if not terms.is_framework:
        system = put(process, "cac:ContractingSystem")
        put(system, "cbc:ContractingSystemTypeCode", "none", listName="framework-agreement")


def _put_project(
    parent: etree._Element, terms: PublishedTerms, lot: PublishedLot, codes: Iterable[CodeTerm], *, region: str
) -> etree._Element:
    language, nature = LANGUAGES[terms.language], nature_of_cpv(lot.cpv[0]) or terms.nature
    project = put(parent, "cac:ProcurementProject")
    put(project, "cbc:Name", lot.title, languageID=language)
    put(project, "cbc:Description", lot.description, languageID=language)
    if nature:
        put(project, "cbc:ProcurementTypeCode", NATURES[nature], listName="contract-nature")
    put_additional_types(project, codes)
    if lot.value is not None:
        total = put(project, "cac:RequestedTenderTotal")
        amount = written_amount(lot.value)
        put(total, "cbc:EstimatedOverallContractAmount", amount, currencyID=terms.currency)
    _put_commodities(project, lot.cpv)
    address = put(project, "cac:RealizedLocation/cac:Address")
    if region:
        put(address, "cbc:CountrySubentityCode", region, listName="nuts-lvl3")
    put(address, "cac:Country/cbc:IdentificationCode", COUNTRIES[terms.country], listName="country")
    return project


def _put_commodities(project: etree._Element, cpv: tuple[str, ...]) -> None:
    for number, code in enumerate(cpv):
        path = "cac:AdditionalCommodityClassification" if number else "cac:MainCommodityClassification"
        put(project, f"{path}/cbc:ItemClassificationCode", code, listName="cpv")


def _put_period(project: etree._Element, terms: PublishedTerms) -> None:
    if terms.months is None:
        return
    planned = put(project, "cac:PlannedPeriod")
    if terms.period:
        put(planned, "cbc:StartDate", written_day(terms.period.first, terms.country))
    put(planned, "cbc:DurationMeasure", str(terms.months), unitCode="MONTH")
    options = terms.options
    if options:
        renewal = put(project, "cac:ContractExtension")
        put(renewal, "cbc:MaximumNumberNumeric", str(len(options)))
        said = f"{' + '.join(map(str, options))} {_MONTHS[terms.language]}"
        put(renewal, "cac:Renewal/cac:Period/cbc:Description", said, languageID=LANGUAGES[terms.language])
