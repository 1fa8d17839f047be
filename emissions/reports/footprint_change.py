"""What a footprint changed against the calculation before it, in words and by category."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from emissions.calculations.footprint_change import (
    CategoryChange,
    Moved,
    Rested,
    category_changes,
    moved_between,
    share_of_change,
)
from emissions.models import Footprint
from emissions.models.footprints import Dimension
from emissions.reports.category_words import category_name
from emissions.reports.footprint_figures import coverage_of, share_text
from emissions.reports.reason_words import set_title
from foundation import figures

MOST_SHOWN = 8


@dataclass(frozen=True, slots=True)
class ShownCategory:
    """A category that moved, in kg CO2e; None where there is no figure."""

    name: str
    before: Decimal | None
    after: Decimal | None
    difference: Decimal


@dataclass(frozen=True, slots=True)
class ShownChange:
    """Before and after: the sentences, what moved, and the categories that moved most."""

    before: Footprint
    sentence: str
    money: str
    moved: tuple[str, ...]
    categories: tuple[ShownCategory, ...]
    more: int


def change_since(before: Footprint, after: Footprint) -> ShownChange:
    """Return what the later of two calculations of a year changed; both with their set of intensities."""
    found = category_changes(_categories(before), _categories(after))
    return ShownChange(
        before=before,
        sentence=_sentence(before, after, found),
        money=_money(before, after),
        moved=tuple(_moved(each, before, after) for each in moved_between(_rested(before), _rested(after))),
        categories=tuple(
            ShownCategory(category_name(each.category), each.before, each.after, each.difference)
            for each in found[:MOST_SHOWN]
        ),
        more=max(len(found) - MOST_SHOWN, 0),
    )


def _rested(footprint: Footprint) -> Rested:
    used = footprint.intensity_set
    return Rested(footprint.basis, footprint.factor_set, used.factor_sets, used.price_data)


def _categories(footprint: Footprint) -> dict[str, Decimal | None]:
    parts = footprint.parts.filter(dimension=Dimension.CATEGORY, is_energy=False)
    return dict(parts.values_list("key", "kg"))


def _sentence(before: Footprint, after: Footprint, found: tuple[CategoryChange, ...]) -> str:
    language = get_language() or "en"
    was, now = before.known_kg, after.known_kg
    values = {"before": figures.mass(was, language), "after": figures.mass(now, language)}
    if was is None or now is None:
        return _("Before: %(before)s. Now: %(after)s.") % values
    if was == now:
        if not found:
            return _("The result is the same as before: %(after)s CO₂e.") % values
        return _("The total is the same as before, %(after)s CO₂e, but categories have moved.") % values
    difference = figures.mass(abs(now - was), language)
    share = share_of_change(was, now)
    values["difference"] = f"{'+' if now > was else figures.MINUS}{difference}"
    if share is None:
        return _("From %(before)s to %(after)s CO₂e: %(difference)s.") % values
    values["share"] = figures.change(share, language, 1)
    return _("From %(before)s to %(after)s CO₂e: %(difference)s (%(share)s).") % values


def _money(before: Footprint, after: Footprint) -> str:
    """Return how much of the money counts and has a factor, before and after."""
    language = get_language() or "en"
    counted = [figures.money_in_words(each.money_counted, each.currency, language) for each in (before, after)]
    covered = [share_text(coverage_of(each)) for each in (before, after)]
    if before.money_counted == after.money_counted:
        first = _("The money that counts is the same: %(after)s.") % {"after": counted[1]}
    else:
        first = _("The money that counts: %(after)s, before %(before)s.") % {"before": counted[0], "after": counted[1]}
    if covered[0] == covered[1]:
        second = _("%(after)s of it has a factor, as before.") % {"after": covered[1]}
    else:
        second = _("%(after)s of it has a factor, before %(before)s.") % {"before": covered[0], "after": covered[1]}
    return f"{first} {second}"


def _moved(what: Moved, before: Footprint, after: Footprint) -> str:
    if what is Moved.ACCOUNTS:
        return _accounts(before, after)
    if what is Moved.RULES:
        numbers = {"before": before.mapping_number, "after": after.mapping_number}
        return _("Rules and categories: version %(before)s → %(after)s") % numbers
    if what is Moved.FACTORS and before.factor_set != after.factor_set:
        titles = {"before": set_title(before.factor_set), "after": set_title(after.factor_set)}
        return _("Factor set: %(before)s → %(after)s") % titles
    if what is Moved.METHOD:
        versions = {"before": before.basis["method"], "after": after.basis["method"]}
        return _("Method: version %(before)s → %(after)s") % versions
    return {
        Moved.SUPPLIERS: _("Suppliers that were merged or corrected"),
        Moved.FACTORS: _("Factors: other versions of the sets"),
        Moved.PRICES: _("Price indices and exchange rates: other versions"),
    }[what]


def _accounts(before: Footprint, after: Footprint) -> str:
    was, now = ({pin["sha256"] for pin in each.imports} for each in (before, after))
    parts = [
        ngettext("%(count)s file is new", "%(count)s files are new", len(now - was)) % {"count": len(now - was)},
        ngettext("%(count)s file is gone", "%(count)s files are gone", len(was - now)) % {"count": len(was - now)},
    ]
    told = [part for part, files in zip(parts, (now - was, was - now), strict=True) if files]
    if not told:
        return _("Accounts: other months of the same files")
    return _("Accounts: %(what)s") % {"what": ", ".join(told)}
