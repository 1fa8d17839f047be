"""What somebody says of a contract that was signed outside this program, and what keeps it from being kept."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from foundation.personal_numbers import without_personal_numbers
from foundation.written_names import name_key, tidy_title
from organisations.models import Organisation, User
from procurement.models import ContractKind
from procurement.models.procurements import LONGEST_MONTHS
from procurement.queries.taking_part import near_organisations
from procurement.services.locked_contract import ContractNotPossibleError, check_has_come

MOST_PARTIES = 50
KINDS = (ContractKind.CONTRACT, ContractKind.FRAMEWORK)


@dataclass(frozen=True, slots=True)
class PartySaid:
    """A supplier as it stands in the contract; `uuid` is the kept one that it stands for, None for a new one."""

    name: str
    number: str = ""
    email: str = ""
    uuid: UUID | None = None


@dataclass(frozen=True, slots=True)
class RegisteredSaid:
    """A contract as it was signed: `options` are the months of each extension that is left, `key` counts it once.

    `is_another` says that it is one more beside a contract that looks the same.
    """

    title: str
    parties: tuple[PartySaid, ...]
    signed_on: date
    first_day: date
    months: int
    currency: str
    kind: str = ContractKind.CONTRACT
    number: str = ""
    case_number: str = ""
    category: str = ""
    value: Decimal | None = None
    options: tuple[int, ...] = ()
    notice_months: int = 0
    manager: User | None = None
    buyers: tuple[Organisation, ...] = ()
    key: UUID | None = None
    is_another: bool = False


def check_said(organisation: Organisation, said: RegisteredSaid, today: date | None = None) -> None:
    """Raise ContractNotPossibleError, which names the field, for what cannot be: days, suppliers, a buyer far away."""
    if not tidy_title(said.title):
        raise ContractNotPossibleError(_("Give the contract a name."), field="title")
    if said.kind not in KINDS:
        raise ContractNotPossibleError(_("Choose whether it is a contract or a framework agreement."), field="kind")
    if not 1 <= said.months <= LONGEST_MONTHS:
        sentence = _("Write a number of months from 1 to %(most)s.") % {"most": LONGEST_MONTHS}
        raise ContractNotPossibleError(sentence, field="months")
    _check_days(said, today)
    _check_parties(said.parties)
    _check_near(organisation, said.buyers)


def _check_days(said: RegisteredSaid, today: date | None) -> None:
    check_has_come(said.signed_on, today, _("The signature"), field="signed_on")
    if said.first_day < said.signed_on:
        sentence = _(
            "The contract cannot begin before it is signed, on %(day)s."
            " If it did, write the first day as the day of the signature."
        )
        raise ContractNotPossibleError(sentence % {"day": date_format(said.signed_on)}, field="first_day")


def _check_parties(parties: Iterable[PartySaid]) -> None:
    names = [name_key(without_personal_numbers(each.name) or "") for each in parties]
    if not names or not all(names):
        raise ContractNotPossibleError(_("Name the supplier."), field="parties")
    if len(names) > MOST_PARTIES:
        sentence = _("A contract has at most %(most)s suppliers here. Register the others as a contract of their own.")
        raise ContractNotPossibleError(sentence % {"most": MOST_PARTIES}, field="parties")
    if len(set(names)) < len(names):
        raise ContractNotPossibleError(_("A supplier is named twice. Take one of them out."), field="parties")


def _check_near(organisation: Organisation, buyers: Iterable[Organisation]) -> None:
    wanted = list(buyers)
    near = {each.pk for each in near_organisations(organisation)} if wanted else set()
    for buyer in wanted:
        if buyer.pk not in near:
            sentence = _("%(buyer)s is in no network with %(lead)s, and cannot share the contract.")
            words = {"buyer": buyer.name, "lead": organisation.name}
            raise ContractNotPossibleError(sentence % words, field="buyers")
