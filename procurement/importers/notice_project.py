"""Reads what is bought: titles, type codes, CPV, values, period, extensions and places of a project."""

import re
from functools import cache
from typing import Final

from emissions.importers.problem_log import short
from organisations.reference.code_lists import cpv_codes
from procurement.calculations.notice_lots import Extension, Period, Place, Project, TypeCode
from procurement.importers.notice_fields import EXTENSION, Fields

_CPV: Final = re.compile(r"(\d{8})(-\d)?")
_CPV_LIST: Final = "cpv"


def read_project(project: Fields) -> Project:
    """Return what a cac:ProcurementProject says."""
    total = "cac:RequestedTenderTotal"
    return Project(
        internal_id=project.text("cbc:ID"),
        titles=project.words("cbc:Name"),
        descriptions=project.words("cbc:Description"),
        codes=_codes(project),
        main_cpv=_cpv(project, "cac:MainCommodityClassification"),
        additional_cpv=_cpv(project, "cac:AdditionalCommodityClassification"),
        estimated_value=project.money(f"{total}/cbc:EstimatedOverallContractAmount"),
        framework_maximum=project.money(f"{total}/{EXTENSION}/efbc:FrameworkMaximumAmount"),
        period=_period(project),
        extension=_extension(project),
        places=tuple(_place(each) for each in project.each("cac:RealizedLocation/cac:Address")),
        suits_small_suppliers=project.flag("cbc:SMESuitableIndicator"),
    )


def _codes(project: Fields) -> tuple[TypeCode, ...]:
    said = (project, *project.each("cac:ProcurementAdditionalType"))
    return tuple(
        TypeCode(code_list, code, fields.words("cbc:ProcurementType"))
        for fields in said
        for code_list, code in fields.listed("cbc:ProcurementTypeCode", "contract-nature")
    )


def _cpv(project: Fields, path: str) -> tuple[str, ...]:
    """Return the CPV codes without check digit; codes of other vocabularies are left out."""
    path = f"{path}/cbc:ItemClassificationCode"
    codes = []
    for code_list, written in project.listed(path, _CPV_LIST):
        if code_list == _CPV_LIST:
            found = _CPV.fullmatch(written)
            codes.append(found[1] if found else written)
            if codes[-1] not in _known_cpv():
                project.warn("cpv_is_unknown", path, code=short(written))
    return tuple(codes)


@cache
def _known_cpv() -> frozenset[str]:
    return frozenset(cpv_codes()["code"])


def _period(project: Fields) -> Period | None:
    planned = next(project.each("cac:PlannedPeriod"), None)
    if planned is None:
        return None
    return Period(
        length=planned.number("cbc:DurationMeasure"),
        unit=planned.attribute("cbc:DurationMeasure", "unitCode"),
        first=planned.day("cbc:StartDate"),
        last=planned.day("cbc:EndDate"),
        note=planned.text("cbc:DescriptionCode"),
    )


def _extension(project: Fields) -> Extension | None:
    found = next(project.each("cac:ContractExtension"), None)
    if found is None:
        return None
    return Extension(
        options=found.words("cbc:OptionsDescription"),
        most_renewals=found.count("cbc:MaximumNumberNumeric"),
        renewals=found.words("cac:Renewal/cac:Period/cbc:Description"),
    )


def _place(address: Fields) -> Place:
    return Place(
        country=address.text("cac:Country/cbc:IdentificationCode"),
        region=address.text("cbc:CountrySubentityCode") or address.text("cbc:Region"),
        city=address.text("cbc:CityName"),
    )
