"""What an address asks the register for; what makes no sense is left out."""

from collections.abc import Collection, Mapping

from follow_up.models import KeptState
from follow_up.queries.register import CHECKED, NOBODY, ORDERS, ORIGINS, PROOFS, WITHIN, Wanted
from follow_up.queries.register_groups import GROUPS
from foundation.typed_ids import uuid_or_none
from procurement.forms.find_contracts import MOST_LETTERS
from requirements_bank.calculations.requirement import Theme


def read_register_address(sent: Mapping[str, str]) -> Wanted:
    """Return what is looked for."""
    version = sent.get("version", "")
    return Wanted(
        words=" ".join(sent.get("q", "")[:MOST_LETTERS].split()),
        state=_one_of(sent, "state", KeptState.values),
        theme=_one_of(sent, "theme", [theme.value for theme in Theme]),
        category=sent.get("category", "")[:60],
        contract=uuid_or_none(sent.get("contract", "")),
        supplier=sent.get("supplier", "")[:MOST_LETTERS],
        requirement=sent.get("requirement", "")[:30],
        version=int(version) if version.isascii() and version.isdigit() and len(version) < 6 else None,  # noqa: PLR2004 - no version has six digits
        person=_person(sent.get("person", "")),
        within=_one_of(sent, "within", WITHIN),
        proof=_one_of(sent, "proof", PROOFS),
        checked=_one_of(sent, "checked", CHECKED),
        origin=_one_of(sent, "origin", ORIGINS),
        deviations=sent.get("deviations") == "1",
        over=sent.get("over") == "1",
        sort=_one_of(sent, "sort", ORDERS),
    )


def read_grouping(sent: Mapping[str, str]) -> str:
    """Return what the register is grouped by; empty where it is a list."""
    return _one_of(sent, "group", GROUPS)


def _one_of(sent: Mapping[str, str], name: str, known: Collection[str]) -> str:
    value = sent.get(name, "")
    return value if value in known else ""


def _person(said: str) -> str:
    found = uuid_or_none(said)
    return str(found) if found else NOBODY if said == NOBODY else ""
