"""CPV codes: which there are, what they are called, what they buy, and the purchase category they belong to."""

from collections.abc import Iterable, Mapping
from functools import cache
from types import MappingProxyType

from organisations.reference.code_lists import CPV_LANGUAGES, cpv_codes
from organisations.reference.crosswalks import commodity_categories
from procurement.calculations.law_rules import PurchaseKind
from requirements_bank.calculations.purchase_words import category_of_code

_NATURES = {"S": PurchaseKind.GOODS, "V": PurchaseKind.SERVICES, "W": PurchaseKind.WORKS}


@cache
def known_cpv() -> frozenset[str]:
    """Return the eight digits of every CPV code."""
    return frozenset(cpv_codes()["code"])


def category_of_cpv(codes: Iterable[str]) -> tuple[str, str] | None:
    """Return the first code that the crosswalk knows and its purchase category, None where it knows none."""
    found = ((code, category_of_code(code, _prefixes())) for code in codes)
    return next(((code, category) for code, category in found if category), None)


def nature_of_cpv(code: str) -> PurchaseKind | None:
    """Return what a code buys by the official list: goods, services or works; None for a code that is not in it."""
    row = _rows().get(code)
    return _NATURES[row["kind"]] if row else None


def name_of_cpv(code: str, language: str) -> str:
    """Return the name of a code in a language, else in English; empty for a code that is not in the list."""
    row = _rows().get(code, {})
    known = "nb" if language == "nn" else language
    return (row.get(f"name_{known}") if known in CPV_LANGUAGES else None) or row.get("name_en") or ""


@cache
def _rows() -> Mapping[str, Mapping[str, str]]:
    return MappingProxyType({row["code"]: row for row in cpv_codes().iter_rows(named=True)})


@cache
def _prefixes() -> Mapping[str, str]:
    frame = commodity_categories("cpv").drop_nulls("category")
    return MappingProxyType(dict(zip(frame["prefix"].to_list(), frame["category"].to_list(), strict=True)))
