"""What was found of suppliers and their invoices, in sentences with money and lines."""

from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from emissions.calculations.data_quality import Indicator
from emissions.calculations.quality_facts import NONE_HELD, Held, QualityFacts, SupplierState
from emissions.reports.footprint_figures import share_text
from emissions.reports.quality_figures import language, money_words, share_words, with_rest
from foundation import figures


def supplier_known(facts: QualityFacts, indicator: Indicator) -> str:
    """Return how much of the money names its supplier."""
    if not indicator.share:
        return _("No line names its supplier.")
    sentence = _("%(share)s of the money names its supplier.") % {"share": share_text(indicator.share)}
    masked = facts.by_supplier.get(SupplierState.MASKED)
    if masked:
        told = _("%(money)s stands behind stars in the file.") % {"money": money_words(masked, facts)}
        sentence = f"{sentence} {told}"
    return sentence


def _with_unnamed(said: str, facts: QualityFacts) -> str:
    """Add how much of the money names no supplier, where that keeps an indicator about suppliers from its points."""
    unnamed = facts.without_supplier
    return with_rest(said, unnamed, facts, _("%(share)s of the money names no supplier and earns nothing here."))


def valid_numbers(facts: QualityFacts, indicator: Indicator) -> str:
    """Return how much of the money has a valid number, and what is wrong with the others."""
    if not indicator.is_known:
        return _("Not known: no line names its supplier.")
    words = {
        SupplierState.WRONG: _number_words(
            facts,
            SupplierState.WRONG,
            lambda count: ngettext(
                "%(count)s supplier has a number with a wrong check digit (%(money)s).",
                "%(count)s suppliers have a number with a wrong check digit (%(money)s).",
                count,
            ),
        ),
        SupplierState.NO_NUMBER: _number_words(
            facts,
            SupplierState.NO_NUMBER,
            lambda count: ngettext(
                "%(count)s has no number (%(money)s).", "%(count)s have no number (%(money)s).", count
            ),
        ),
        SupplierState.OWN_NUMBER: _number_words(
            facts,
            SupplierState.OWN_NUMBER,
            lambda count: ngettext(
                "%(count)s has a number of the ledger's own (%(money)s).",
                "%(count)s have a number of the ledger's own (%(money)s).",
                count,
            ),
        ),
    }
    first = _("%(share)s of the money has a valid number.") % {"share": share_text(indicator.share)}
    return _with_unnamed(" ".join([first, *(text for text in words.values() if text)]), facts)


def _number_words(facts: QualityFacts, state: SupplierState, said: Callable[[int], str]) -> str:
    held = facts.by_supplier.get(state, NONE_HELD)
    if not held.things:
        return ""
    return said(held.things) % {"count": figures.integer(held.things, language()), "money": money_words(held, facts)}


def invoices_twice(facts: QualityFacts, indicator: Indicator) -> str:
    """Return what looks like an invoice booked before, and how much cannot be looked at."""
    if not indicator.is_known:
        return _why_no_double_is_told(facts)
    found = indicator.fault
    if found.lines:
        said = ngettext(
            "%(count)s line for %(money)s looks like an invoice that was booked before.",
            "%(count)s lines for %(money)s look like invoices that were booked before.",
            found.lines,
        )
        sentence = said % {"count": figures.integer(found.lines, language()), "money": money_words(found, facts)}
    else:
        sentence = _("None were found.")
    unchecked = facts.unchecked or NONE_HELD
    return f"{sentence} {_what_is_unchecked(unchecked, facts)}" if unchecked.size else sentence


def _why_no_double_is_told(facts: QualityFacts) -> str:
    """Return which of the two that tell an invoice no line has; where each lacks one or the other, that."""
    no_supplier = facts.without_supplier.size >= facts.counted.size
    no_invoice = facts.without_invoice.size >= facts.counted.size
    if no_supplier and no_invoice:
        return _("Not known: the lines have neither supplier nor invoice number.")
    if no_supplier:
        return _("Not known: no line names its supplier.")
    if no_invoice:
        return _("Not known: no line has an invoice number.")
    return _("Not known: each line lacks its supplier or its invoice number.")


def _what_is_unchecked(unchecked: Held, facts: QualityFacts) -> str:
    """Return how much of the money has lines in which no double is found, with what they lack."""
    supplier, invoice = facts.without_supplier, facts.without_invoice
    if not invoice.size:
        told = _("%(share)s of the money cannot be checked: its lines name no supplier.")
    elif not supplier.size:
        told = _("%(share)s of the money cannot be checked: its lines have no invoice number.")
    else:
        told = _(
            "%(share)s of the money cannot be checked: "
            "%(supplier)s names no supplier, %(invoice)s has no invoice number."
        )
    held = {"share": unchecked, "supplier": supplier, "invoice": invoice}
    return told % {name: share_words(each, facts) for name, each in held.items()}


def double_cards(facts: QualityFacts, indicator: Indicator) -> str:
    """Return how many numbers have several names, and names several numbers."""
    if not indicator.is_known:
        return _("Not known: no line names its supplier.")
    numbers, names = facts.doubled_numbers.things, facts.doubled_names.things
    if not numbers and not names:
        return _with_unnamed(_("Every supplier that is named has one number and one name."), facts)
    values = {"numbers": figures.integer(numbers, language()), "names": figures.integer(names, language())}
    said = _("Numbers under several names: %(numbers)s. Names under several numbers: %(names)s.") % values
    return _with_unnamed(said, facts)


def negative_sums(facts: QualityFacts, indicator: Indicator) -> str:
    """Return how many suppliers gave back more than they were paid."""
    if not indicator.is_known:
        return _("Not known: no line names its supplier.")
    held = indicator.fault
    if not held.things:
        return _with_unnamed(_("No supplier that is named has one."), facts)
    said = ngettext(
        "%(count)s supplier gave back more than it was paid (%(money)s).",
        "%(count)s suppliers gave back more than they were paid (%(money)s).",
        held.things,
    )
    values = {"count": figures.integer(held.things, language()), "money": money_words(held, facts)}
    return _with_unnamed(said % values, facts)
