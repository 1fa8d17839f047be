"""Figures, dates and small list turns for templates; a built-in library, so nothing needs to be loaded.

The rules stand in `foundation.figures`; here the language of the page is filled in, and what is missing gets a text
for screen readers. Filters named for emissions take kg, filters for shares take 0–1.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import zip_longest
from typing import Any

from django import template
from django.core.paginator import Page
from django.template.defaultfilters import date as date_filter
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from foundation import figures
from foundation.figures import Number, as_decimal

register = template.Library()


def _language() -> str:
    return get_language() or "en"


def _shown(text: str) -> str | SafeString:
    """Give the dash of a missing value a word that is read out."""
    return text if text != figures.MISSING else _dash(_("missing"))


def _dash(spoken: str) -> SafeString:
    return format_html(
        '<span class="missing"><span aria-hidden="true">–</span><span class="visually-hidden">{}</span></span>', spoken
    )


@register.simple_tag
def not_applicable() -> SafeString:
    """Return the dash for what cannot be there, such as the emissions of wages: nothing is missing."""
    return _dash(_("does not apply"))


@register.filter
def or_missing(value: object) -> object:
    """Return the value, or the dash that says that it is missing (for nothing and for empty text)."""
    return _shown(figures.MISSING) if value is None or value in ("", figures.MISSING) else value


@register.filter
def mass(kg: Number) -> str:
    """12351000 → "12 400 t": kg in running text, three significant digits, kg below one tonne."""
    return _shown(figures.mass(kg, _language()))


@register.filter
def mass_figure(kg: Number) -> str:
    """12351000 → "12 400": the figure alone, for a large figure beside its `mass_unit`."""
    return _shown(figures.mass_parts(kg, _language())[0])


@register.filter
def mass_unit(kg: Number) -> str:
    """12351000 → "t": the unit that belongs to `mass_figure`."""
    return figures.mass_parts(kg, _language())[1]


@register.simple_tag
def mass_interval(kg: Number, low: Number, high: Number) -> str:
    """{% mass_interval kg low high %} → "12 400 t (9 800–15 700)"."""
    return _shown(figures.mass_with_interval(kg, low, high, _language()))


@register.simple_tag
def mass_bounds(kg: Number, low: Number, high: Number) -> str:
    """{% mass_bounds kg low high %} → "9 800–15 700", in the unit of `kg`."""
    return _shown(figures.mass_bounds(kg, low, high, _language()))


@register.filter
def tonnes(kg: Number, decimals: int = 1) -> str:
    """12351000 → "12 351,0": kg as tonnes for a table column with "t" in its head."""
    return _shown(figures.tonnes(kg, _language(), decimals))


@register.filter
def decimal(value: Number, decimals: int | None = None) -> str:
    """1234.5 → "1 234,5": all digits, or exactly as many as asked for behind the mark."""
    return _shown(figures.plain(value, _language(), decimals))


@register.filter
def integer(value: Number) -> str:
    """120000 → "120 000": a whole number."""
    return _shown(figures.integer(value, _language()))


@register.filter
def in_words(value: Number) -> str:
    """12351 → "12 400": a number for running text, three significant digits."""
    return _shown(figures.in_words(value, _language()))


@register.filter
def money(amount: Number, currency: str = "") -> str:
    """1234567.5|money:"NOK" → "1 234 568 kr": an amount in full."""
    return _shown(figures.money(amount, currency, _language()))


@register.filter
def money_exact(amount: Number, currency: str = "") -> str:
    """1234567.5|money_exact:"NOK" → "1 234 567,50 kr": an amount with its hundredths."""
    return _shown(figures.money(amount, currency, _language(), 2))


@register.filter
def money_in_words(amount: Number, currency: str = "") -> str:
    """84312000|money_in_words:"NOK" → "84,3 mill. kr": an amount for running text."""
    return _shown(figures.money_in_words(amount, currency, _language()))


@register.filter
def percent(share: Number, decimals: int = 0) -> str:
    """0.94 → "94 %": a share of one."""
    return _shown(figures.percent(share, _language(), decimals))


@register.filter
def change(share: Number, decimals: int = 0) -> str:
    """-0.06 → "−6 %": a relative change with its sign."""
    return _shown(figures.change(share, _language(), decimals))


@register.filter
def difference(value: Number, decimals: int = 0) -> str:
    """1200 → "+1 200": a difference with its sign."""
    return _shown(figures.difference(value, _language(), decimals))


@register.filter
def day(value: date | datetime | None) -> str:
    """A date in words: "1. mars 2026"."""
    return _shown(date_filter(_local(value), "DATE_FORMAT") if value else figures.MISSING)


@register.filter
def short_day(value: date | datetime | None) -> str:
    """A date for a table: "1.3.2026", Swedish and English "2026-03-01"."""
    return _shown(date_filter(_local(value), "SHORT_DATE_FORMAT") if value else figures.MISSING)


@register.filter
def moment(value: datetime | None) -> str:
    """A date with its time: "1. mars 2026 kl. 14:02"."""
    return _shown(date_filter(_local(value), "DATETIME_FORMAT") if value else figures.MISSING)


def _local(value: date | datetime) -> date | datetime:
    return timezone.localtime(value) if isinstance(value, datetime) and timezone.is_aware(value) else value


@register.filter
def month(value: date | None) -> str:
    """A month with its year: "mars 2026"."""
    return _shown(date_filter(value, "F Y") if value else figures.MISSING)


@register.filter
def unlocalised(value: object) -> str:
    """Return a number as machines write it, for attributes and addresses."""
    return str(value)


@register.filter
def share_of(value: Number, whole: Number) -> str:
    """Return `value` as percent of `whole` for an SVG attribute, between 0 and 100; 0 where one is missing."""
    part, of = as_decimal(value), as_decimal(whole)
    if part is None or not of:
        return "0"
    return f"{min(max(part / of, Decimal(0)), Decimal(1)) * 100:.2f}"


@register.filter
def percent_of(value: Number, whole: Number) -> str:
    """Return `value` as percent of `whole` for people: "6,6 %"; a dash where one is missing or there is no whole."""
    part, of = as_decimal(value), as_decimal(whole)
    return _shown(figures.percent(part / of, _language(), 1) if part is not None and of else figures.MISSING)


@register.filter
def stacked(parts: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Lay parts with a `share` (0–100) side by side: each gets `start` and `width` for an SVG rectangle."""
    laid, start = [], 0.0
    for part in parts:
        width = float(part["share"] or 0)
        laid.append({**part, "start": f"{start:.2f}", "width": f"{max(width - 0.15, 0):.2f}"})
        start += width
    return laid


@register.filter
def paired(columns: Sequence[object], row: Sequence[object]) -> Iterable[tuple[object, object]]:
    """Pair the cells of a row with the columns they stand in."""
    return zip_longest(columns, row)


@register.filter
def page_numbers(page: Page[Any]) -> list[int | None]:
    """Return the page numbers to offer; nothing stands for a gap."""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return [number if isinstance(number, int) else None for number in numbers]


@register.filter
def initials(name: str) -> str:
    """Return the first letters of the first and last name."""
    words = str(name).split()
    return "".join(word[0] for word in dict.fromkeys((words[0], words[-1]))).upper() if words else "?"


@register.filter
def first_word(name: str) -> str:
    """Return the first name."""
    return str(name).split(" ", 1)[0]
