"""Reads a procurement notice: eForms of the EU and Norway (contract, award and prior information notices).

Which fields, and how what is found is counted: docs/formats.md.
"""

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from emissions.importers.problem_log import short
from foundation.problems import Problem, Severity
from procurement.calculations.notice import Form, Notice
from procurement.calculations.notice_lots import Project
from procurement.importers.notice_fields import EXTENSION, Fields
from procurement.importers.notice_lots import read_lots
from procurement.importers.notice_organisations import read_buyers, read_organisations
from procurement.importers.notice_project import read_project
from procurement.importers.notice_reading import Reading
from procurement.importers.notice_results import read_results
from procurement.importers.notice_xml import open_notice

_KNOWN_VERSION: Final = re.compile(r"eforms-sdk-1\.\d{1,3}(#.*)?")
_NO_PUBLICATION: Final = "n.a."


@dataclass(frozen=True, slots=True)
class NoticeReading:
    """A notice as far as it can be read, None where the file is none, and what is wrong with it."""

    notice: Notice | None
    problems: tuple[Problem, ...]

    @property
    def accepted(self) -> bool:
        """Whether a procurement may be filled from it: it was read, and nothing in it is an error."""
        return self.notice is not None and not any(problem.is_error for problem in self.problems)


def read_notice(path: Path) -> NoticeReading:
    """Read a notice from a file; whatever is wrong stands in `problems`, nothing is raised."""
    opened = open_notice(path)
    if isinstance(opened, Problem):
        return NoticeReading(None, (opened,))
    form, element = opened
    reading = Reading()
    notice = _notice(form, Fields(element, "notice", reading))
    return NoticeReading(notice, reading.log.close())


def _notice(form: Form, root: Fields) -> Notice:
    language = root.text("cbc:NoticeLanguageCode")
    root.reading.language = language
    issued_on = _issued_on(root)
    root.reading.day = issued_on
    organisations = read_organisations(root)
    publication = f"{EXTENSION}/efac:Publication"
    procedure = root.under("procedure")
    return Notice(
        form=form,
        notice_id=_notice_id(root),
        version=root.text("cbc:VersionID"),
        procedure_id=root.text("cbc:ContractFolderID"),
        subtype=_subtype(root),
        notice_type=root.text("cbc:NoticeTypeCode"),
        customisation=_customisation(root),
        language=language,
        other_languages=root.texts("cac:AdditionalNoticeLanguage/cbc:ID"),
        issued_on=issued_on,
        published_on=root.day(f"{publication}/efbc:PublicationDate"),
        publication_id=_publication_id(root, f"{publication}/efbc:NoticePublicationID"),
        planned_on=root.day("cbc:PlannedDate"),
        changes_notice=root.text(f"{EXTENSION}/efac:Changes/efbc:ChangedNoticeIdentifier"),
        legal_basis=root.text("cbc:RegulatoryDomain"),
        legal_references=root.texts("cac:TenderingTerms/cac:ProcurementLegislationDocumentReference/cbc:ID"),
        buyers=read_buyers(root, organisations),
        organisations=organisations,
        procedure=procedure.code("cac:TenderingProcess/cbc:ProcedureCode", "procurement-procedure-type"),
        procedure_words=procedure.words("cac:TenderingProcess/cbc:Description"),
        is_accelerated=procedure.flag(
            "cac:TenderingProcess/cac:ProcessJustification/cbc:ProcessReasonCode[@listName='accelerated-procedure']"
        ),
        project=_project(procedure),
        lots=read_lots(root),
        results=read_results(root),
    )


def _notice_id(root: Fields) -> str | None:
    found = root.text("cbc:ID")
    if found is None:
        root.reading.tell("notice_id_is_missing", root.place, "ID", Severity.ERROR)
    return found


def _issued_on(root: Fields) -> date | None:
    if root.text("cbc:IssueDate") is None:
        root.warn("issue_date_is_missing", "cbc:IssueDate")
    return root.day("cbc:IssueDate")


def _subtype(root: Fields) -> str | None:
    path = f"{EXTENSION}/efac:NoticeSubType/cbc:SubTypeCode"
    found = root.code(path, "notice-subtype")
    if found is None:
        root.warn("subtype_is_missing", path)
    return found


def _customisation(root: Fields) -> str | None:
    found = root.text("cbc:CustomizationID")
    if not _KNOWN_VERSION.fullmatch(found or ""):
        root.warn("version_is_unknown", "cbc:CustomizationID", value=short(found or ""))
    return found


def _publication_id(root: Fields, path: str) -> str | None:
    found = root.text(path)
    return None if found == _NO_PUBLICATION else found


def _project(procedure: Fields) -> Project:
    found = next(procedure.each("cac:ProcurementProject"), None)
    if found is None:
        procedure.reading.tell("project_is_missing", procedure.place, "ProcurementProject", Severity.ERROR)
        return Project()
    project = read_project(found)
    if not project.titles:
        procedure.warn("title_is_missing", "cbc:Name")
    return project
