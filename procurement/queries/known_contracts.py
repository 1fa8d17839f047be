"""Which contracts of a file are here already: known by number, else by title, suppliers and first day."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from foundation.personal_numbers import without_personal_numbers
from foundation.written_names import name_key
from organisations.models import Organisation
from procurement.models import Contract, ContractKind, ContractState
from procurement.queries.registered import number_key

COMPARED = ("title", "value", "signed_on", "first_day", "months", "category", "case_number")


@dataclass(frozen=True, slots=True)
class Known:
    """A contract that is here, and the names of the fields in which the file says otherwise."""

    contract: Contract
    differs: tuple[str, ...]


class KnownContracts:
    """The contracts that an organisation keeps and did not withdraw, to be told apart from what a file says."""

    def __init__(self, organisation: Organisation) -> None:
        kinds = (ContractKind.CONTRACT, ContractKind.FRAMEWORK)
        kept = Contract.objects.filter(organisation=organisation, kind__in=kinds)
        self._by_number: dict[str, Contract] = {}
        self._by_rest: dict[object, Contract] = {}
        for each in kept.exclude(state=ContractState.WITHDRAWN).prefetch_related("parties"):
            names = [party.name for party in each.parties.all()]
            self._by_rest[_rest(each.title, names, each.first_day)] = each
            if key := number_key(each.number):
                self._by_number[key] = each
        self._by_title: dict[str, list[Contract]] = defaultdict(list)
        for each in self._by_rest.values():
            self._by_title[name_key(each.title)].append(each)

    def known(self, said: Any) -> Known | None:  # noqa: ANN401 - RegisteredSaid, which lies in a room above
        """Return the contract that is meant, and what differs; what the file leaves empty differs in nothing."""
        names = [without_personal_numbers(each.name) or "" for each in said.parties]
        rest = _rest(said.title, names, said.first_day)
        found = self._by_number.get(number_key(said.number)) or self._by_rest.get(rest)
        if found is None or (found.number and said.number and number_key(found.number) != number_key(said.number)):
            return None
        differs = [name for name in COMPARED if _differs(getattr(said, name), getattr(found, name))]
        if said.kind == ContractKind.FRAMEWORK and not found.is_framework:  # what a file leaves empty is a contract
            differs.append("kind")
        if said.value is not None and said.currency != found.currency:
            differs.append("currency")
        here = {name_key(party.name) for party in found.parties.all()}
        parties = () if here == set(map(name_key, names)) else ("supplier",)
        return Known(found, (*differs, *parties))

    def named(self, text: str) -> Contract | None:
        """Return the contract that has this number, or else this title."""
        of_title = self._by_title.get(name_key(text), [])
        return self._by_number.get(number_key(text)) or (of_title[0] if len(of_title) == 1 else None)


def key_of(said: Any) -> object:  # noqa: ANN401 - as above
    """Return by what two rows of a file say the same contract."""
    return number_key(said.number) or _rest(said.title, [each.name for each in said.parties], said.first_day)


def _rest(title: str, names: Iterable[str], first_day: date | None) -> object:
    return name_key(title), frozenset(map(name_key, names)), first_day


def _differs(said: object, kept: object) -> bool:
    if said in (None, ""):
        return False
    if isinstance(said, Decimal) and isinstance(kept, Decimal):
        return said != kept
    return str(said) != str(kept)
