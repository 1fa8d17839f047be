"""What the finance office can mend: suppliers, catch-all accounts, money without supplier, nameless accounts, doubles.

Each list has the largest money first and holds at most `MOST` rows; sizes are those of the quality of the same base.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from emissions.calculations.quality_facts import NONE_HELD, Held, SupplierState
from emissions.models import FixAnswer
from emissions.queries.quality import QualityBase
from foundation.named_sql import rows, set_wise_rows
from organisations.models import Organisation
from organisations.reference.crosswalks import catch_all_mappings
from suppliers.models import MergeProposal
from suppliers.queries.reviews import proposals_of

MOST: Final = 2_000
MOST_ACCOUNTS: Final = 60
SUPPLIERS_OF_ACCOUNT: Final = 10
TO_FIX: Final = (SupplierState.WRONG, SupplierState.NO_NUMBER, SupplierState.OWN_NUMBER)

Found = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class FixList:
    """Everything that is to be mended; `answers` are what was answered before, by kind and reference."""

    suppliers: Found
    doubles: Found
    pairs: Sequence[MergeProposal]
    accounts: Found
    account_suppliers: Mapping[str, Found]
    without_supplier: Found
    nameless: Found
    duplicates: Sequence[Found]
    answers: Mapping[tuple[str, str], dict[str, Any]]
    currency: str


def fix_list(base: QualityBase, currency: str) -> FixList:
    """Return what is to be mended of a base's counted money in one currency."""
    parameters = {**base.parameters, "currency": currency, "most": MOST}
    suppliers = _composed(["supplier_standing", "suppliers_to_fix"], {**parameters, "states": list(TO_FIX)})
    accounts = catch_all_accounts(base, currency, MOST_ACCOUNTS)
    return FixList(
        suppliers=[row for row in suppliers if row["state"] in TO_FIX],
        doubles=sorted((row for row in suppliers if row["number_is_double"] or row["name_is_double"]), key=_together),
        pairs=_pairs_that_wait(base.organisation),
        accounts=accounts,
        account_suppliers=_suppliers_of(parameters, [row["account"] for row in accounts]),
        without_supplier=_composed(["spend_without_supplier"], parameters),
        nameless=_composed(["accounts_without_name"], parameters),
        duplicates=double_invoices(base),
        answers=newest_answers(base.organisation.pk),
        currency=currency,
    )


def _pairs_that_wait(organisation: Organisation) -> list[MergeProposal]:
    """Return the pairs of cards that may be one supplier; persons are merged one by one, on their page."""
    return list(proposals_of(organisation, MergeProposal.State.OPEN).filter(is_personal=False)[:MOST])


def catch_all_accounts(base: QualityBase, currency: str, most: int) -> Found:
    """Return the accounts that hold goods of many kinds, or have no category, with money, lines and suppliers."""
    parameters = {**base.parameters, "currency": currency, "accounts": most, "catch_all": list(catch_all_mappings())}
    return _composed(["catch_all_accounts"], parameters)


def double_invoices(base: QualityBase) -> list[Found]:
    """Return the lines that look like one invoice booked more than once, together with the first."""
    together: dict[tuple[Any, ...], Found] = defaultdict(list)
    for row in rows("emissions.duplicate_lines", {**base.parameters, "most": MOST}):
        same = (row["import_id"], row["supplier_uuid"], row["account"], row["invoice"], row["currency"])
        together[*same, abs(row["amount"])].append(row)
    return [found for found in together.values() if _times_too_often(found)]


def confirmed_as_right(base: QualityBase, currency: str) -> Held:
    """Return what looks like a double and is none, as the finance office said of any of its lines."""
    right = {
        reference for (kind, reference), said in newest_answers(base.organisation.pk).items() if _is_right(kind, said)
    }
    if not right:
        return NONE_HELD
    size, lines = Decimal(0), 0
    for found in double_invoices(base):
        references = {f"DU:{row['import_uuid']}:{row['row']}" for row in found}
        if found[0]["currency"] == currency and references & right:
            size += abs(found[0]["amount"]) * _times_too_often(found)
            lines += _times_too_often(found)
    return Held(size, lines)


def _is_right(kind: str, said: Mapping[str, Any]) -> bool:
    return kind == FixAnswer.Kind.DUPLICATE and said.get("verdict") == "right"


def account_names(organisation_id: int) -> dict[tuple[str, str], str]:
    """Return by chart and account what it is called, empty where it has no name; accounts that lines stand on."""
    found = rows("emissions.account_names", {"organisation_id": organisation_id})
    return {(row["chart"], row["account"]): row["name"] for row in found}


def money_without_supplier(base: QualityBase) -> Found:
    """Return the counted money without a supplier by account, function and unit, in the organisation's currency."""
    return _composed(
        ["spend_without_supplier"], {**base.parameters, "currency": base.organisation.currency, "most": MOST}
    )


def newest_answers(organisation_id: int) -> dict[tuple[str, str], dict[str, Any]]:
    """Return by kind and reference what was answered last."""
    found = FixAnswer.objects.filter(organisation_id=organisation_id).order_by("pk")
    return {(row["kind"], row["reference"]): row["said"] for row in found.values("kind", "reference", "said")}


def _times_too_often(lines: Found) -> int:
    """Return how often an invoice is booked beyond once, where vouchers that take each other back do not count."""
    net: dict[str, int] = defaultdict(int)
    for row in lines:
        net[row["voucher"] or f"row {row['row']}"] += 1 if row["amount"] > 0 else -1
    return max(abs(sum((each > 0) - (each < 0) for each in net.values())) - 1, 0)


def _suppliers_of(parameters: Mapping[str, Any], accounts: Sequence[str]) -> dict[str, Found]:
    asked = {
        **parameters,
        "accounts": list(accounts),
        "suppliers": SUPPLIERS_OF_ACCOUNT,
        "catch_all": list(catch_all_mappings()),
    }
    found: dict[str, Found] = defaultdict(list)
    for row in _composed(["catch_all_suppliers"], asked):
        found[row["account"]].append(row)
    return found


def _together(row: Mapping[str, Any]) -> tuple[str, str, str]:
    """Order doubles so that those that belong together stand together."""
    shared = row["plain_number"] if row["number_is_double"] else row["plain_name"]
    return (shared, row["plain_name"], str(row["uuid"]))


def _composed(names: Sequence[str], parameters: Mapping[str, Any]) -> Found:
    files = [f"emissions.{name}" for name in ("data_quality", *names)]
    return set_wise_rows(*files, parameters=parameters, whole=True)
