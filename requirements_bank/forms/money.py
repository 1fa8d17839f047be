"""Amounts of money as people write them."""

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from foundation import figures

HIGHEST = Decimal(10) ** 12
_MILLIONS = re.compile(r"(?i)\s*(?:mill\.?|mn|million\w*|miljon\w*|mkr|m)\s*(?:kr|kroner|kronor)?$")


class MoneyField(forms.CharField):
    """An amount as people write it: "2 500 000", "2,5 mill.", "2.5 million"."""

    def clean(self, value: Any) -> Any:  # noqa: ANN401 - Django's own signature
        """Return the amount; None where nothing is said and nothing needs to be."""
        typed = str(super().clean(value) or "")
        if not typed.strip():
            return None
        text, millions = _MILLIONS.subn("", typed.strip())
        plain = re.sub(r"(?i)[\s\u00a0\u202f]|kr|nok|sek", "", text)
        if re.fullmatch(r"\d{1,3}([.,]\d{3})+", plain):
            plain = re.sub(r"[.,]", "", plain)
        try:
            amount = Decimal(plain.replace(",", ".")) * (1_000_000 if millions else 1)
        except ArithmeticError as error:
            raise forms.ValidationError(_("Write an amount in digits, such as 2 500 000 or 2,5 mill.")) from error
        if not amount.is_finite() or not 0 <= amount <= HIGHEST:
            raise forms.ValidationError(_("Write an amount from 0 to 1 000 000 million."))
        return amount.quantize(Decimal("0.01"))


def typed_amount(amount: Decimal | None) -> str:
    """Return an amount as a reader would type it: whole ones in groups of three, others with two decimals."""
    if amount is None:
        return ""
    language = get_language() or "en"
    if amount == amount.to_integral():
        return figures.plain(amount, language, 0)
    return f"{amount:.2f}" if language == "en" else f"{amount:.2f}".replace(".", ",")
