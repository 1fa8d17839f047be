"""Reads who is named in a notice: its organisations, and which of them buy."""

from collections.abc import Mapping, Sequence

from emissions.importers.problem_log import short
from procurement.calculations.notice_values import Organisation
from procurement.importers.notice_fields import EXTENSION, Fields

_KEY = "cac:PartyIdentification/cbc:ID"


def read_organisations(root: Fields) -> tuple[Organisation, ...]:
    """Return the organisations in their order; beneficial owners, who are people, are not read."""
    found = root.each(f"{EXTENSION}/efac:Organizations/efac:Organization")
    return tuple(_organisation(each) for each in found)


def read_buyers(root: Fields, organisations: Sequence[Organisation]) -> tuple[Organisation, ...]:
    """Return the buyers; one that the notice only refers to and never describes is told."""
    known = {key: each for each in organisations for key in (each.key, *each.contact_points)}
    parties = root.under("buyer").each("cac:ContractingParty/cac:Party")
    buyers = tuple(_buyer(party, known) for party in parties)
    if not buyers:
        root.warn("buyer_is_missing", "cac:ContractingParty")
    return tuple(buyers)


def _organisation(fields: Fields) -> Organisation:
    company = next(fields.each("efac:Company"), fields)
    is_person = bool(fields.flag("efbc:NaturalPersonIndicator"))
    return _party(company, fields.texts(f"efac:TouchPoint/{_KEY}"), is_person=is_person)


def _buyer(party: Fields, known: Mapping[str, Organisation]) -> Organisation:
    key = party.text(_KEY) or ""
    if key in known:
        return known[key]
    if party.text("cac:PartyName/cbc:Name") is None:
        party.warn("organisation_is_not_described", _KEY, key=short(key))
    return _party(party)


def _party(party: Fields, contact_points: tuple[str, ...] = (), *, is_person: bool = False) -> Organisation:
    return Organisation(
        key=party.text(_KEY) or "",
        names=party.words("cac:PartyName/cbc:Name"),
        numbers=() if is_person else party.texts("cac:PartyLegalEntity/cbc:CompanyID"),
        country=party.text("cac:PostalAddress/cac:Country/cbc:IdentificationCode"),
        region=party.text("cac:PostalAddress/cbc:CountrySubentityCode"),
        city=party.text("cac:PostalAddress/cbc:CityName"),
        website=party.text("cbc:WebsiteURI"),
        contact_points=contact_points,
        is_person=is_person,
    )
