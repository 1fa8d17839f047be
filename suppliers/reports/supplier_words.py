"""Suppliers in words: what their numbers are, why two may be one, and nothing that the reader may not see."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from foundation import figures
from foundation.personal_numbers import masked, without_personal_numbers
from organisations.calculations.organisation_numbers import written_number
from suppliers.calculations.number_reading import NumberKind
from suppliers.calculations.numbers import is_anybodys
from suppliers.calculations.same_supplier import Reason
from suppliers.models import BY_PERSON, SupplierCard
from suppliers.queries.register import CORRECTED, DOUBLES, MERGED, NEGATIVE, KnownSupplier

KIND_NAMES: dict[str, Any] = {
    NumberKind.COMPANY.value: gettext_lazy("Valid number"),
    NumberKind.FOREIGN.value: gettext_lazy("Foreign number"),
    NumberKind.PERSON.value: gettext_lazy("Person or sole trader"),
    NumberKind.INVALID.value: gettext_lazy("Wrong number"),
    NumberKind.MISSING.value: gettext_lazy("No number"),
    NumberKind.UNKNOWN.value: gettext_lazy("The ledger's own number"),
}
TONES = {
    NumberKind.COMPANY.value: "good",
    NumberKind.FOREIGN.value: "good",
    NumberKind.INVALID.value: "bad",
    NumberKind.MISSING.value: "warning",
    NumberKind.UNKNOWN.value: "outline",
    NumberKind.PERSON.value: "info",
}
SHOW_NAMES: dict[str, Any] = {
    NumberKind.INVALID.value: gettext_lazy("Wrong numbers"),
    NumberKind.MISSING.value: gettext_lazy("Without a number"),
    DOUBLES: gettext_lazy("Possible doubles"),
    NEGATIVE: gettext_lazy("Gave back more than they were paid"),
    NumberKind.UNKNOWN.value: gettext_lazy("The ledger's own numbers"),
    NumberKind.FOREIGN.value: gettext_lazy("Foreign"),
    NumberKind.PERSON.value: gettext_lazy("Persons and sole traders"),
    NumberKind.COMPANY.value: gettext_lazy("Valid numbers"),
    MERGED: gettext_lazy("Merged"),
    CORRECTED: gettext_lazy("Corrected"),
}
REASONS: dict[str, Any] = {
    Reason.SAME_NUMBER.value: gettext_lazy("The same number, written differently"),
    Reason.MISTYPED_NUMBER.value: gettext_lazy("The same name, and one number is a slip of the pen from the other"),
    Reason.SAME_NAME.value: gettext_lazy("The same name"),
    Reason.OTHER_FORM.value: gettext_lazy("The same name with another legal form"),
    Reason.SEVERAL_NUMBERS.value: gettext_lazy("The same name with two valid numbers: it may be two companies"),
    Reason.NAME_WITH_PLACE.value: gettext_lazy("The same name with a word added, on the same account"),
    Reason.ALIKE_NAME.value: gettext_lazy("Names that are nearly the same, on the same account"),
    BY_PERSON: gettext_lazy("Somebody found it"),
}


_SURE = ((0.9, gettext_lazy("Very likely")), (0.6, gettext_lazy("Likely")), (0, gettext_lazy("Possible")))


@dataclass(frozen=True, slots=True)
class ShownCard:
    """A card as its reader may see it: texts as the source wrote them, corrections, and what the number is."""

    card: SupplierCard
    number: str
    name: str
    right_number: str
    right_name: str
    merged_number: str
    own_numbers: str
    kind: str
    tone: str
    note: str

    @property
    def title(self) -> str:
        """What to call it on a line: the name that holds, else the number."""
        return self.right_name or self.name or self.right_number or self.number


def shown_card(card: SupplierCard, *, numbers_are_seen: bool) -> ShownCard:
    """Return a card in words, without the personal numbers that the reader may not see."""
    return ShownCard(
        card=card,
        number=shown_number(card.number, numbers_are_seen=numbers_are_seen),
        name=shown_text(card.name, numbers_are_seen=numbers_are_seen),
        right_number=shown_number(card.right_number, numbers_are_seen=numbers_are_seen),
        right_name=shown_text(card.right_name, numbers_are_seen=numbers_are_seen),
        merged_number=shown_number(card.identity_number, numbers_are_seen=numbers_are_seen),
        own_numbers=shown_text(card.own_numbers, numbers_are_seen=numbers_are_seen),
        kind=str(KIND_NAMES[card.kind]),
        tone=TONES[card.kind],
        note=number_note(card),
    )


def shown_number(number: str, *, numbers_are_seen: bool) -> str:
    """Return a number as it is written; a person's masked unless the reader may see it."""
    return masked(number) if not numbers_are_seen and is_anybodys(number) else number


def shown_text(text: str, *, numbers_are_seen: bool) -> str:
    """Return a name without the personal numbers in it, unless the reader may see them."""
    return text if numbers_are_seen else without_personal_numbers(text) or ""


def number_note(card: SupplierCard) -> str:
    """Return what to know about a number beside its kind: whose it is, what else it fits, how sure that is."""
    if card.kind == NumberKind.FOREIGN and not card.is_sure:
        sentence = _("Told by its check digit alone: may be %(country)s, or the ledger's own.")
        return sentence % {"country": country_name(card.country)}
    if card.kind == NumberKind.FOREIGN:
        return country_name(card.country)
    if card.may_be:
        others = ", ".join(map(country_name, card.may_be.split()))
        if card.kind == NumberKind.COMPANY:
            return _("Read as one of your own country's; it fits %(others)s, too.") % {"others": others}
        return _("It fits %(others)s.") % {"others": others}
    if card.kind == NumberKind.INVALID and card.country:
        return _("Not right as a number of %(country)s.") % {"country": country_name(card.country)}
    return ""


def country_name(code: str) -> str:
    """Return a country's name where it is a neighbour, else its code."""
    names = {"NO": _("Norway"), "SE": _("Sweden"), "DK": _("Denmark"), "FI": _("Finland")}
    return names.get(code, code)


def public_number(card: SupplierCard) -> str:
    """Return the public number of a card as its country writes it; empty where it has none."""
    return written_number(card.party.number, card.party.country) if card.party and not card.is_personal else ""


def title_of(known: KnownSupplier, *, numbers_are_seen: bool) -> str:
    """Return what a supplier is called for this reader; never empty."""
    name = shown_text(known.name, numbers_are_seen=numbers_are_seen)
    return name or shown_number(known.head.known_number, numbers_are_seen=numbers_are_seen) or _("Without a name")


def called_now(card: SupplierCard, *, numbers_are_seen: bool) -> str:
    """Return by which name and number a merged supplier is known, in a sentence."""
    name = shown_text(card.known_name, numbers_are_seen=numbers_are_seen) or _("Without a name")
    number = shown_number(card.known_number, numbers_are_seen=numbers_are_seen)
    if not number:
        return _("It is called “%(name)s” from now on, without a number.") % {"name": name}
    return _("It is called “%(name)s”, number %(number)s, from now on.") % {"name": name, "number": number}


def numbers_of(cards: Iterable[SupplierCard], *, numbers_are_seen: bool) -> list[dict[str, str]]:
    """Return the different numbers of a supplier as they hold, each with its kind; those that need somebody first."""
    shown: dict[str, dict[str, str]] = {}
    for card in cards:
        number = public_number(card) or shown_number(card.known_number, numbers_are_seen=numbers_are_seen)
        key = number if card.kind != NumberKind.MISSING else ""
        shown.setdefault(key, {"number": key, "kind": str(KIND_NAMES[card.kind]), "tone": TONES[card.kind]})
    order = ("bad", "warning", "info", "outline", "good")
    return sorted(shown.values(), key=lambda each: order.index(each["tone"]))


def sureness(confidence: object) -> str:
    """Return how sure a proposal is, in words and per cent."""
    share = float(str(confidence))
    words = next(words for least, words in _SURE if share >= least)
    return f"{words} ({figures.percent(share, get_language() or 'en')})"
