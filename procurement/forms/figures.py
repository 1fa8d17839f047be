"""Figures as people write them, and as they would stand in a field."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from procurement.calculations.exact_figures import decimals_of
from procurement.reports.staircase_words import number

HIGHEST = Decimal(10) ** 12
DECIMALS = 4
SPACES = str.maketrans("", "", " \u00a0\u202f")


class FigureField(forms.CharField):
    """A figure with comma or point; None where nothing is said. More `decimals` than are kept are refused."""

    def __init__(
        self,
        *,
        least: Decimal | int | None = 0,
        most: Decimal | int = HIGHEST,
        decimals: int = DECIMALS,
        **kwargs: Any,  # noqa: ANN401 - Django's own
    ) -> None:
        self.least, self.most, self.decimals = least, most, decimals
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(max_length=30, widget=widget, **kwargs)

    def clean(self, value: Any) -> Any:  # noqa: ANN401 - Django's own signature
        """Return the figure."""
        typed = str(super().clean(value) or "").translate(SPACES).replace("\u2212", "-").replace(",", ".").rstrip("%")
        if not typed:
            return None
        try:
            figure = Decimal(typed)
        except ArithmeticError as error:
            raise forms.ValidationError(_("Write a figure, such as 70 or 2,5.")) from error
        if not figure.is_finite() or abs(figure) > self.most or (self.least is not None and figure < self.least):
            least = -self.most if self.least is None else self.least
            words = {"least": typed_figure(Decimal(least)), "most": typed_figure(Decimal(self.most))}
            raise forms.ValidationError(_("Write a figure from %(least)s to %(most)s.") % words)
        if decimals_of(figure) > self.decimals:
            raise forms.ValidationError(_("Write at most %(most)s decimals.") % {"most": self.decimals})
        return figure.quantize(Decimal(1).scaleb(-self.decimals))


def typed_figure(figure: Decimal | None) -> str:
    """Return a figure as a reader would type it.

    >>> typed_figure(Decimal("40.0000"))
    '40'
    """
    if figure is None:
        return ""
    text = f"{number(figure):f}"
    return text if (get_language() or "en").startswith("en") else text.replace(".", ",")
