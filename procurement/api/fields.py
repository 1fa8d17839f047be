"""Fields that several parts of the API of procurements share."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail

from foundation.api.fields import FigureText, PatternText, TypedText
from foundation.api.problem_details import QueryError, UnfitError
from organisations.reference.categories import category_of
from requirements_bank.queries.known_codes import cpv_names

FIRST_YEAR, LAST_YEAR = 2000, 2199


class UnfitQueryError(QueryError):
    """A parameter that is right in form and makes no sense."""

    status_code = 422


class Figure(serializers.DecimalField):
    """A number as a text, with as many decimals as it has."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 - passed on
        super().__init__(max_digits=None, decimal_places=None, **options)

    def to_representation(self, value: Any) -> Any:  # noqa: ANN401 - the framework's signature
        """Return the number without needless zeros."""
        return None if value is None else format(Decimal(value).normalize(), "f")


class FreeText(TypedText):
    """A text as people write it, on as many lines as they like, or none."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 - passed on
        super().__init__(**{"allow_blank": True, **options})


class PercentText(FigureText):
    """A weight in per cent, from 0 to 100, as a text."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 - passed on
        super().__init__(r"^(100(\.0{1,2})?|[0-9]{1,2}(\.[0-9]{1,2})?)\Z", **options)


def unfit(field: str, sentence: str, code: str) -> UnfitError:
    """Return the refusal of one field of a body that is right in form; dots lead into what is nested."""
    detail: Any = [ErrorDetail(sentence, code)]
    for name in reversed(field.split(".")):
        detail = {name: detail}
    return UnfitError(detail)


def check_days(sent: Mapping[str, Any], before: str = "") -> None:
    """Refuse a day in a year that nobody can mean."""
    for name, value in sent.items():
        if isinstance(value, date) and not FIRST_YEAR <= value.year <= LAST_YEAR:
            raise unfit(before + name, _("Write a day between 2000 and 2199."), "out_of_range")


def check_asked_days(asked: Mapping[str, Any]) -> None:
    """Refuse a parameter with a day in a year that nobody can mean."""
    try:
        check_days(asked)
    except UnfitError as error:
        raise UnfitQueryError(error.detail) from error


def check_category(sent: Mapping[str, Any]) -> None:
    """Refuse a category that there is not; none at all is fine."""
    if sent.get("category") and category_of(sent["category"]) is None:
        raise unfit("category", _("There is no such category."), "unknown_category")


def check_cpv(codes: Iterable[str], field: str = "cpv") -> None:
    """Refuse a code that the CPV does not have."""
    for code in codes:
        if code not in cpv_names("en"):
            sentence = _("%(code)s is no CPV code. Write its eight digits, such as 60112000.")
            raise unfit(field, sentence % {"code": code}, "unknown_cpv")


class BuyerNames(serializers.ListField):
    """Who buys along or shares, by short names."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 - passed on
        child = PatternText(r"^[-a-zA-Z0-9_]+\Z", max_length=60)
        super().__init__(**{"child": child, "max_length": 500, **options})
