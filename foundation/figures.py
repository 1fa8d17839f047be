"""Figures as people read them: tonnes, money, percent, counts and changes, worded by language.

Every function takes a number (Decimal, int, float or decimal string) or nothing, and returns text. Nothing, NaN and
infinity give `MISSING`, never a zero. Norwegian and Swedish part thousands by a narrow no-break space (U+202F) before a
decimal comma, English by commas before a decimal point; a negative number carries a real minus (U+2212).
Pure: the language is a parameter ("nb", "sv", "en", …); `foundation.templatetags.formatting` fills it in for templates.
"""

from decimal import ROUND_HALF_UP, Decimal

Number = Decimal | int | float | str | None

MISSING = "–"
NARROW_SPACE = "\u202f"
NO_BREAK_SPACE = "\u00a0"
MINUS = "\u2212"
KG_PER_TONNE = Decimal(1000)
_THOUSAND = Decimal(1000)
# Three countries write "kr": the sign alone is the money of the reader's own language, other money has its code.
_SIGNS = {("NOK", "nb"): "kr", ("NOK", "nn"): "kr", ("SEK", "sv"): "kr"}
_LARGE_MONEY = {"nb": ("mill.", "mrd."), "nn": ("mill.", "mrd."), "sv": ("mn", "md"), "en": ("million", "billion")}


def as_decimal(value: Number) -> Decimal | None:
    """Return the exact number behind `value`, or nothing where there is none.

    >>> as_decimal("12.50")
    Decimal('12.50')
    >>> as_decimal(float("nan")) is None
    True
    """
    if value is None or value == "":
        return None
    number = value if isinstance(value, Decimal) else Decimal(str(value))
    return number if number.is_finite() else None


def quantum_of(number: Decimal, digits: int = 3) -> Decimal:
    """Return the step at which `number` has `digits` significant digits: 100 for 12 350, 0.1 for 12.35."""
    if not number:
        return Decimal(1)
    return Decimal(1).scaleb(number.adjusted() - digits + 1)


def rounded(number: Decimal, quantum: Decimal) -> Decimal:
    """Return the multiple of `quantum` nearest to `number`, halves away from zero.

    >>> rounded(Decimal("12350"), Decimal("1E+2"))
    Decimal('12400')
    """
    steps = (number / quantum).quantize(Decimal(1), rounding=ROUND_HALF_UP)
    return Decimal(f"{steps * quantum:f}")


def significant(number: Decimal, digits: int = 3) -> Decimal:
    """Return `number` at `digits` significant digits, without trailing zeros behind the mark."""
    result = rounded(number, quantum_of(number, digits))
    return result.quantize(Decimal(1)) if result == result.to_integral_value() else result.normalize()


def plain(value: Number, language: str, decimals: int | None = None) -> str:
    """Return all digits, or exactly `decimals` behind the mark, as a table shows them.

    >>> plain("-1234567.891", "nb", 1).replace(NARROW_SPACE, " ")
    '−1 234 567,9'
    """
    number = as_decimal(value)
    if number is None:
        return MISSING
    if decimals is not None:
        number = number.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    text = f"{abs(number):,f}"
    if not language.startswith("en"):
        text = text.replace(",", NARROW_SPACE).replace(".", ",")
    return f"{MINUS}{text}" if number < 0 else text


def integer(value: Number, language: str) -> str:
    """Return a whole number: lines, suppliers, inhabitants."""
    return plain(value, language, 0)


def in_words(value: Number, language: str, digits: int = 3) -> str:
    """Return a number for running text, at `digits` significant digits: "12 400"."""
    number = as_decimal(value)
    return MISSING if number is None else plain(significant(number, digits), language)


def _tonne_scale(kg: Decimal) -> tuple[Decimal, str]:
    return (KG_PER_TONNE, "t") if abs(significant(kg)) >= KG_PER_TONNE else (Decimal(1), "kg")


def mass(kg: Number, language: str) -> str:
    """Return emissions given in kg for running text: "12 400 t", below one tonne "640 kg".

    >>> mass(Decimal("12351000"), "nb").replace(NARROW_SPACE, " ").replace(NO_BREAK_SPACE, " ")
    '12 400 t'
    """
    number = as_decimal(kg)
    if number is None:
        return MISSING
    scale, unit = _tonne_scale(number)
    return f"{in_words(number / scale, language)}{NO_BREAK_SPACE}{unit}"


def mass_parts(kg: Number, language: str) -> tuple[str, str]:
    """Return figure and unit apart, for a large figure with a small unit; the unit of nothing is empty."""
    figure, _, unit = mass(kg, language).partition(NO_BREAK_SPACE)
    return figure, unit


def mass_bounds(kg: Number, low: Number, high: Number, language: str) -> str:
    """Return the interval alone, in the unit and at the step of the figure it belongs to: "9 800–15 700"."""
    middle, lower, upper = as_decimal(kg), as_decimal(low), as_decimal(high)
    if middle is None or lower is None or upper is None:
        return MISSING
    scale, _ = _tonne_scale(middle)
    quantum = quantum_of(middle / scale)
    bounds = [rounded(bound / scale, quantum) for bound in (lower, upper)]
    return "–".join(plain(_without_needless_zeros(bound), language) for bound in bounds)


def _without_needless_zeros(number: Decimal) -> Decimal:
    return number.quantize(Decimal(1)) if number == number.to_integral_value() else number.normalize()


def mass_with_interval(kg: Number, low: Number, high: Number, language: str) -> str:
    """Return a figure with its interval: "12 400 t (9 800–15 700)"; an unknown interval shows as "(–)".

    >>> mass_with_interval(12351000, 9812000, 15690000, "nb").replace(NARROW_SPACE, " ").replace(NO_BREAK_SPACE, " ")
    '12 400 t (9 800–15 700)'
    """
    if as_decimal(kg) is None:
        return MISSING
    return f"{mass(kg, language)} ({mass_bounds(kg, low, high, language)})"


def tonnes(kg: Number, language: str, decimals: int = 1) -> str:
    """Return emissions given in kg as tonnes for a column whose head says "t": "12 351,0"."""
    number = as_decimal(kg)
    return MISSING if number is None else plain(number / KG_PER_TONNE, language, decimals)


def money(amount: Number, currency: str, language: str, decimals: int = 0) -> str:
    """Return an amount with its currency: "1 234 568 kr", English "NOK 1,234,568"."""
    number = as_decimal(amount)
    return MISSING if number is None else _with_currency(plain(number, language, decimals), currency, language)


def money_in_words(amount: Number, currency: str, language: str) -> str:
    """Return an amount for running text: "84,3 mill. kr", "1,2 md kr", English "NOK 84.3 million".

    >>> money_in_words(84_312_000, "SEK", "sv").replace(NO_BREAK_SPACE, " ")
    '84,3 mn kr'
    >>> money_in_words(84_312_000, "NOK", "sv").replace(NO_BREAK_SPACE, " ")
    '84,3 mn NOK'
    """
    number = as_decimal(amount)
    if number is None:
        return MISSING
    size = abs(significant(number))
    millions, billions = _LARGE_MONEY.get(language[:2], _LARGE_MONEY["en"])
    word, scale = "", Decimal(1)
    if size >= _THOUSAND**3:
        word, scale = billions, _THOUSAND**3
    elif size >= _THOUSAND**2:
        word, scale = millions, _THOUSAND**2
    figure = in_words(number / scale, language)
    return _with_currency(f"{figure}{NO_BREAK_SPACE}{word}" if word else figure, currency, language)


def _with_currency(figure: str, currency: str, language: str) -> str:
    if language.startswith("en"):
        return f"{currency}{NO_BREAK_SPACE}{figure}" if currency else figure
    sign = "€" if currency == "EUR" else _SIGNS.get((currency, language[:2]), currency)
    return f"{figure}{NO_BREAK_SPACE}{sign}" if sign else figure


def percent(share: Number, language: str, decimals: int = 0) -> str:
    """Return a share of one as percent: 0.94 gives "94 %", English "94%"."""
    number = as_decimal(share)
    if number is None:
        return MISSING
    gap = "" if language.startswith("en") else NO_BREAK_SPACE
    return f"{plain(number * 100, language, decimals)}{gap}%"


def change(share: Number, language: str, decimals: int = 0) -> str:
    """Return a relative change with its sign: -0.06 gives "−6 %", 0.04 "+4 %", no change "±0 %"."""
    number = as_decimal(share)
    return MISSING if number is None else _signed(percent(number, language, decimals), number, decimals + 2)


def difference(value: Number, language: str, decimals: int = 0) -> str:
    """Return a difference with its sign: "+1 200", "−340", "±0"."""
    number = as_decimal(value)
    return MISSING if number is None else _signed(plain(number, language, decimals), number, decimals)


def _signed(text: str, number: Decimal, decimals: int) -> str:
    shown = number.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    if not shown:
        return f"±{text.removeprefix(MINUS)}"
    return text if number < 0 else f"+{text}"
