"""A contract notice in eForms XML, as far as a procurement knows one: a draft that a tool for notices completes.

It follows the schema of eForms. What is not known is left out and told; what no notice can do without keeps the file
from being written. Nothing of it is made up.
"""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from lxml import etree

from foundation.problems import Problem
from procurement.calculations.published_terms import PublishedBuyer, PublishedTerms, lacking, to_check
from procurement.reports.country_days import written_day
from procurement.reports.eforms_lots import put_lot, put_project
from procurement.reports.eforms_terms import BusinessTerms
from procurement.reports.eforms_xml import COUNTRIES, LANGUAGES, contract_notice, extension, put

SUBTYPES: Final = frozenset({"16", "17", "18", "N16", "E3"})
_OF_ONE_COUNTRY: Final = {"N16": "NO"}
LEGAL_BASES: Final = frozenset({"32014L0024", "32014L0025", "32009L0081", "other"})
_FORMS: Final = {"NO": "eforms-sdk-1.13#extended#urn:fdc:anskaffelser.no:2023:eforms:eu"}
_EU_FORM: Final = "eforms-sdk-1.13"
_FIRST_VERSION: Final = "01"


@dataclass(frozen=True, slots=True)
class NoticeDetails:
    """What a notice says beside the procurement: its id (BT-701), subtype, legal basis (BT-01), the buyer's place."""

    notice_id: UUID
    subtype: str = ""
    legal_basis: str = ""
    city: str = ""
    region: str = ""


@dataclass(frozen=True, slots=True)
class NoticeDraft:
    """A notice as XML, None where something is missing that no notice can do without, and what is left to be done."""

    xml: bytes | None
    problems: tuple[Problem, ...]


def subtypes_of(country: str) -> frozenset[str]:
    """Return the subtypes that buyers of a country announce under; some are national.

    >>> sorted(subtypes_of("SE"))
    ['16', '17', '18', 'E3']
    """
    return frozenset(each for each in SUBTYPES if _OF_ONE_COUNTRY.get(each, country) == country)


def notice_draft(terms: PublishedTerms, business: BusinessTerms, details: NoticeDetails) -> NoticeDraft:
    """Return the draft of a contract notice with the business terms of the procurement."""
    missing = _missing(terms, details)
    problems = (*missing, *business.problems, *_left_to_do(terms, details))
    if missing:
        return NoticeDraft(None, problems)
    root = _root(terms, business, details)
    return NoticeDraft(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True), problems)


def _missing(terms: PublishedTerms, details: NoticeDetails) -> tuple[Problem, ...]:
    """Return what no notice can do without."""
    known = {
        "BT-24": bool(terms.description),
        "BT-262": bool(terms.cpv),
        "BT-23": terms.nature is not None,
        "BT-105": bool(terms.procedure),
        "BT-05": terms.announced_on is not None,
        "BT-131": terms.bids_due_on is not None or terms.procedure != "open",
        "BT-501": bool(terms.lead.number) and all(each.number for each in terms.buyers),
        "BT-01": details.legal_basis in LEGAL_BASES,
        "OPP-070": details.subtype in subtypes_of(terms.country),
    }
    return tuple(lacking("notice_lacks", field) for field, is_known in known.items() if not is_known)


def _left_to_do(terms: PublishedTerms, details: NoticeDetails) -> tuple[Problem, ...]:
    """Return what a tool for notices asks for beside, by its business terms."""
    asked = ["BT-11", "BT-15", "BT-18", "BT-67", "BT-97", "BT-503", "BT-506"]
    asked += ["BT-131(t)"] if terms.bids_due_on else []
    asked += ["BT-765"] if terms.is_framework else []
    asked += [field for field, said in (("BT-513", details.city), ("BT-507", details.region)) if not said]
    return (to_check("left_to_the_tool", "notice", fields=", ".join(asked)),)


def _root(terms: PublishedTerms, business: BusinessTerms, details: NoticeDetails) -> etree._Element:
    root = contract_notice()
    buyers = (terms.lead, *terms.buyers)
    _put_extension(root, terms, details, buyers)
    _put_identity(root, terms, details)
    for number, _buyer in enumerate(buyers, start=1):
        put(
            root,
            "cac:ContractingParty/cac:Party/cac:PartyIdentification/cbc:ID",
            _key(number),
            schemeName="organization",
        )
    process = put(root, "cac:TenderingProcess")
    put(process, "cbc:ProcedureCode", terms.procedure, listName="procurement-procedure-type")
    put_project(root, terms, region=details.region)
    for lot in terms.lot_numbers:
        put_lot(root, terms, business, lot, region=details.region)
    return root


def _put_extension(
    root: etree._Element, terms: PublishedTerms, details: NoticeDetails, buyers: tuple[PublishedBuyer, ...]
) -> None:
    added = extension(root)
    put(added, "efac:NoticeSubType/cbc:SubTypeCode", details.subtype, listName="notice-subtype")
    organizations = put(added, "efac:Organizations")
    for number, buyer in enumerate(buyers, start=1):
        is_lead = buyer is terms.lead
        _put_buyer(organizations, terms, buyer, _key(number), details if is_lead else NoticeDetails(details.notice_id))


def _put_buyer(
    organizations: etree._Element, terms: PublishedTerms, buyer: PublishedBuyer, key: str, details: NoticeDetails
) -> None:
    company = put(organizations, "efac:Organization/efac:Company")
    put(company, "cac:PartyIdentification/cbc:ID", key, schemeName="organization")
    put(company, "cac:PartyName/cbc:Name", buyer.name, languageID=LANGUAGES[terms.language])
    address = put(company, "cac:PostalAddress")
    if details.city:
        put(address, "cbc:CityName", details.city)
    if details.region:
        put(address, "cbc:CountrySubentityCode", details.region, listName="nuts-lvl3")
    put(address, "cac:Country/cbc:IdentificationCode", COUNTRIES[buyer.country], listName="country")
    put(company, "cac:PartyLegalEntity/cbc:CompanyID", buyer.number)


def _put_identity(root: etree._Element, terms: PublishedTerms, details: NoticeDetails) -> None:
    put(root, "cbc:UBLVersionID", "2.3")
    put(root, "cbc:CustomizationID", _FORMS.get(terms.country, _EU_FORM))
    put(root, "cbc:ID", str(details.notice_id), schemeName="notice-id")
    put(root, "cbc:ContractFolderID", str(terms.key))
    if terms.announced_on:
        put(root, "cbc:IssueDate", written_day(terms.announced_on, terms.country))
    put(root, "cbc:VersionID", _FIRST_VERSION)
    put(root, "cbc:RegulatoryDomain", details.legal_basis)
    put(root, "cbc:NoticeTypeCode", "cn-standard", listName="competition")
    put(root, "cbc:NoticeLanguageCode", LANGUAGES[terms.language])


def _key(number: int) -> str:
    return f"ORG-{number:04}"
