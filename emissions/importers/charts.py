"""Which chart of accounts a file follows, from what it says: a declared chart, the buyer's number, or telling names.

BAS and Kommun-Bas use the same digits for opposite things (class 5 is premises and other costs in BAS, personnel in
Kommun-Bas; pay stands in class 7 in BAS). A class is therefore only believed with a name beside it: each telling word
votes for the chart in which its account may have that name. Without declaration, number and names the chart is unknown.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Final

from emissions.importers.ledger_lines import Chart

CHART_NAMES: Final[Mapping[Chart, str]] = {
    "kostra": "KOSTRA",
    "kommun_bas": "Kommun-Bas",
    "bas": "BAS",
    "fi_kunta": "Kuntien tililuettelo",
}

# word in the account name: first digits of the account in Kommun-Bas, and in BAS
_TELLING: Final[tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]] = (
    (r"\blön|löner\b|semesterlön|övertid|timlön", ("50", "51", "52", "53", "54"), ("70", "71", "72", "73")),
    (r"arbetsgivaravg|sociala avg|arb\.? ?giv", ("56", "55"), ("75",)),
    (r"pension", ("57",), ("74",)),
    (r"livsmedel", ("64",), ("40", "41", "42", "46")),
    (r"^el$|elkraft|elström|elförbruk|^el ", ("62",), ("502", "53")),
    (r"lokalhyr|hyra av lokal", ("60",), ("501",)),
    (r"kontorsm|kontorsmtrl", ("65", "64"), ("61",)),
    (r"konsult", ("74", "75", "46"), ("65",)),
    (r"föreningsbidrag|bidrag,? förening|bidrag till förening", ("45",), ()),
    (r"huvudverksamhet|entreprenad", ("46",), ()),
    (r"telefon|telekom", ("68",), ("62",)),
    (r"resekost|hotell|biljetter", ("70",), ("58",)),
    (r"representation", ("71",), ("60", "76")),
    (r"företagsförsäkring", ("73",), ("63",)),
)  # fmt: skip
_WORDS: Final = tuple((re.compile(words, re.IGNORECASE), municipal, bas) for words, municipal, bas in _TELLING)
_ENOUGH_VOTES: Final = 3

# BAS 95 and 96 kept personnel in class 5; today's BAS, where it stands in class 7, began with EU BAS 97.
_BAS_DECLARED: Final = re.compile(r"(EU ?)?BAS ?-?(9[7-9]|20\d\d)?( ?K[1-4])?$|NE ?\d{4}$|K[1-4] ?BAS", re.IGNORECASE)
_MUNICIPAL_DECLARED: Final = re.compile(r"KOMMUN|^K-?BAS\b", re.IGNORECASE)


def declared_chart(kptyp: str | None) -> Chart | None:
    """Return the chart that a SIE file declares by #KPTYP, or None when it declares none that we know."""
    if not kptyp:
        return None
    if _MUNICIPAL_DECLARED.search(kptyp):
        return "kommun_bas"
    return "bas" if _BAS_DECLARED.match(kptyp.strip()) else None


def chart_by_names(accounts: Iterable[tuple[str | None, str | None]]) -> Chart | None:
    """Return the chart that the names of the accounts show; None when too few tell or both charts are told."""
    votes = {"kommun_bas": 0, "bas": 0}
    for account, name in accounts:
        if account and name:
            for chart in _votes(account, name):
                votes[chart] += 1
    municipal, bas = votes["kommun_bas"], votes["bas"]
    if municipal >= _ENOUGH_VOTES and municipal > 2 * bas:
        return "kommun_bas"
    return "bas" if bas >= _ENOUGH_VOTES and bas > 2 * municipal else None


def _votes(account: str, name: str) -> Iterable[str]:
    for words, municipal, bas in _WORDS:
        if words.search(name):
            if account.startswith(municipal):
                yield "kommun_bas"
            if bas and account.startswith(bas):
                yield "bas"


def chart_by_buyer(number: str | None) -> Chart | None:
    """Return the chart that goes with a Swedish organisation number.

    Municipalities (212000-xxxx) keep Kommun-Bas and companies (55xxxx-xxxx) BAS; regions, state agencies and
    associations have charts of their own.
    """
    digits = re.sub(r"\D", "", number or "")
    if digits.startswith("212000"):
        return "kommun_bas"
    return "bas" if re.fullmatch(r"55[6-9]\d{7}", digits) else None
