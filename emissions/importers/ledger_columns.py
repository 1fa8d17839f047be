"""Which column of a table means what, by its name: Swedish supplier ledgers and Norwegian municipal account tables.

Names are compared folded: case, accents, punctuation and spacing do not matter, nor does the order of the columns.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from emissions.importers.debit_credit import SIDE_NAMES

_FOLDED: Final = str.maketrans({"ø": "o", "æ": "ae", "ß": "ss"})

# The names of `leverantörsreskontra` 1.1 stand first; the others are met in real files. Where a table has several
# columns for one meaning, the first name in the list wins.
SUPPLIER_NAMES: Final[Mapping[str, Sequence[str]]] = {
    "buyer_number": ("kopare id", "kopare orgnr", "kopare organisationsnummer", "koparens organisationsnummer"),
    "buyer_name": ("kopare", "koparens namn", "kopare namn"),
    "voucher": ("verifikationsnummer", "verifikationsnr", "verifikatnummer", "verifikationsnr", "vernr", "ver nr"),
    "supplier_name": ("leverantor", "leverantorsnamn", "leverantor namn", "leverantorens namn", "levnamn", "lev namn"),
    "supplier_number": (
        "leverantor id", "organisationsnummer", "organisationsnr", "organisatio", "orgnr", "org nr", "orgnummer",
        "leverantor orgnr", "leverantorens organisationsnummer", "leverantor organisationsnummer",
    ),
    "supplier_own_number": ("leverantorsnummer", "leverantorsnr", "levnr", "lev nr"),
    "account": ("konto nr", "kontonr", "kontonummer", "konto", "kontokod"),
    "account_name": ("konto text", "kontotext", "kontonamn", "konto namn", "kontobenamning", "konto benamning"),
    "amount": (
        "belopp", "nettobelopp", "utfall", "belopp exkl moms", "belopp ex moms", "belopp exklusive moms",
        "konterat belopp", "konterat belopp exkl moms", "konterat belopp exklusive moms", "belopp sek", "radbelopp",
    ),
    "posted_on": (
        "datum", "bokforingsdatum", "bokforingsdag", "bokfdatum", "bokf datum", "verifikationsdatum", "ver datum",
        "verdatum", "registreringsdatum", "fakturadatum", "period", "bokforingsperiod",
    ),
    "unit": ("kst", "kostnadsstalle", "kostn stalle", "kstnr", "ansvar", "ansv", "ansvarskod"),
    "unit_name": ("forvaltning", "rn1 forvaltning", "forvaltningsnamn", "namnd", "forvaltning namnd", "enhet"),
    "invoice": ("fakturanummer", "fakturanr", "faktura nr", "fakt nr", "faktnr", "fakt nummer"),
    "agreement": ("avtal", "avtalsnummer", "avtalsnr", "avtal id", "avtals id"),
    "commodity": ("cpv", "cpv kod", "cpvkod", "cpv nr", "unspsc", "unspsc kod"),
    "function": ("verksamhet kod", "verksamhetskod", "verksamhetsnr", "verksamhet nr", "verksamhet", "vht"),
    "function_name": ("verksamhet text", "verksamhetsnamn", "verksamhetstext", "verksamhet namn"),
    "project": ("projekt kod", "projektkod", "projektnr", "projekt nr", "projektnummer", "projekt"),
    "text": ("fakturatext", "konteringstext", "radtext", "text", "beskrivning", "grund"),
    "currency": ("valuta", "valutakod"),
    "side": SIDE_NAMES,
}  # fmt: skip

ACCOUNT_TABLE_NAMES: Final[Mapping[str, Sequence[str]]] = {
    "account": (
        "konto", "kontonr", "konto nr", "kontonummer", "kontokode", "konto kode", "art", "artskonto", "artsnr",
        "art nr", "artnr", "art kode", "artskode",
    ),
    "account_name": (
        "konto tekst", "kontotekst", "kontonavn", "kontonamn", "konto navn", "konto namn", "konto t", "art tekst",
        "arttekst", "artstekst", "artsnavn", "artsnamn", "artnavn", "artnamn", "art navn", "art namn", "art t",
    ),
    "unit": ("ansvar", "ansvar nr", "ansvarsnr", "ansvar kode", "ansvarskode", "ansvarssted", "koststed"),
    "unit_name": (
        "ansvar tekst", "ansvarstekst", "ansvarsnavn", "ansvarsnamn", "ansvar navn", "ansvar namn", "ansvar t",
        "koststed tekst", "koststedsnavn",
    ),
    "function": (
        "tjeneste", "teneste", "tjeneste nr", "teneste nr", "tjenestenr", "tenestenr", "tjeneste kode", "tjenestekode",
        "funksjon", "funksjon nr", "funksjonsnr", "kostra funksjon", "funksjonskode",
    ),
    "function_name": (
        "tjeneste tekst", "teneste tekst", "tjenestetekst", "tenestetekst", "tjenestenavn", "tenestenamn",
        "tjeneste navn", "teneste namn", "tjeneste t", "funksjon tekst", "funksjonsnavn", "funksjonsnamn",
    ),
    "project": ("prosjekt", "prosjekt nr", "prosjektnr", "prosjekt kode", "prosjektnummer"),
    "year": ("ar", "aar", "regnskapsar", "rekneskapsar", "budsjettar"),
}  # fmt: skip

# A Norwegian list of postings: what an accounting system gives out line by line, with a date on each.
POSTING_LIST_NAMES: Final[Mapping[str, Sequence[str]]] = {
    **{name: ACCOUNT_TABLE_NAMES[name] for name in ACCOUNT_TABLE_NAMES if name != "year"},
    "posted_on": (
        "bilagsdato", "bokforingsdato", "posteringsdato", "regnskapsdato", "rekneskapsdato", "bilag dato", "dato",
        "periode", "regnskapsperiode", "rekneskapsperiode",
    ),
    "voucher": ("bilagsnr", "bilagsnummer", "bilag nr", "bilag", "bilagsnr verifikasjon"),
    "supplier_name": (
        "leverandor", "leverandornavn", "leverandornamn", "leverandor navn", "leverandor namn", "levnavn", "lev navn",
        "reskontronavn", "motpart",
    ),
    "supplier_number": (
        "organisasjonsnummer", "organisasjonsnr", "orgnr", "org nr", "orgnummer", "leverandor orgnr",
        "leverandorens organisasjonsnummer",
    ),
    "supplier_own_number": ("leverandornummer", "leverandornr", "levnr", "lev nr", "reskontronr"),
    "invoice": ("fakturanr", "fakturanummer", "faktura nr"),
    "agreement": ("avtalenr", "avtalenummer", "avtale nr", "avtale", "kontraktsnr", "kontraktnr"),
    "commodity": ("cpv", "cpv kode", "cpvkode", "unspsc"),
    "text": ("tekst", "bilagstekst", "posteringstekst", "fakturatekst", "beskrivelse"),
    "amount": (
        "belop", "nettobelop", "netto belop", "belop nok", "belop i nok", "belop kr", "belop eks mva",
        "belop ekskl mva", "belop uten mva",
    ),
    "currency": ("valuta", "valutakode"),
    "side": SIDE_NAMES,
}  # fmt: skip

_UNLABELLED: Final = frozenset({"belop", "beloep", "belop nok", "belop kr", "sum", "saldo", "netto", "nettobelop"})
_ACTUAL: Final = re.compile(r"\b(regnskap\w*|rekneskap\w*|rekn|regn|faktisk\w*)\b")
_SHORT_ACTUAL: Final = re.compile(r"r ?((?:19|20)?\d\d)")
_PLANNED: Final = re.compile(r"budsj|budg|plan|prognose|vedt|\bbud\b|\bjust|forslag|framlegg")
_SHORT_PLANNED: Final = re.compile(r"(?:b|ob|rb|op|ok) ?((?:19|20)?\d\d)")
_DIFFERENCE: Final = re.compile(r"avvik|differ|endring|forbruk|prosent|\bpst\b|\brest\b")
_YEAR: Final = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_LONGEST_REMEMBERED: Final = 1_000


def fold(name: str) -> str:
    """Return a column name as it is compared: lower case, ASCII letters, single spaces for everything else."""
    return _remembered(name) if len(name) <= _LONGEST_REMEMBERED else _folded(name)


def _folded(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.casefold().translate(_FOLDED))
    letters = "".join(char for char in plain if not unicodedata.combining(char))
    return re.sub(r"[^a-z0-9]+", " ", letters).strip()


_remembered = lru_cache(maxsize=1_000)(_folded)
"""The first rows of a file are compared with the names of each kind of ledger, the same cells many times over."""


def positions(names: Sequence[str], known: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """Map each meaning to the position of its column; a column serves one meaning only."""
    folded = [fold(name) for name in names]
    found: dict[str, int] = {}
    for meaning, synonyms in known.items():
        for synonym in synonyms:
            if synonym in folded and folded.index(synonym) not in found.values():
                found[meaning] = folded.index(synonym)
                break
    return found


def read_as(names: Sequence[str], places: Mapping[str, int]) -> tuple[tuple[str, str], ...]:
    """Return each named column with the meaning that it is read as; empty for one that is not read."""
    meanings = {place: meaning for meaning, place in places.items()}
    return tuple((name, meanings.get(place, "")) for place, name in enumerate(names) if name)


@dataclass(frozen=True, slots=True)
class AmountName:
    """A column with amounts: where it stands, its name as written, and the year it names."""

    position: int
    name: str
    year: int | None


@dataclass(frozen=True, slots=True)
class AccountTableColumns:
    """The columns of an account table; actual and planned amounts apart, and those that say neither."""

    meanings: Mapping[str, int]
    actual: tuple[AmountName, ...]
    planned: tuple[AmountName, ...]
    unlabelled: tuple[AmountName, ...]

    @property
    def is_account_table(self) -> bool:
        """Whether this is an account table at all: accounts with amounts, by unit, function or account name."""
        by = {"unit", "function", "account_name"} & set(self.meanings)
        return "account" in self.meanings and bool(by) and bool(self.actual or self.planned or self.unlabelled)


def account_table_columns(names: Sequence[str]) -> AccountTableColumns:
    """Sort the columns of a Norwegian account table into meanings and kinds of amounts."""
    meanings = positions(names, ACCOUNT_TABLE_NAMES)
    actual, planned, unlabelled = [], [], []
    for position, name in enumerate(names):
        folded = fold(name)
        if position in meanings.values() or _DIFFERENCE.search(folded):
            continue
        if _PLANNED.search(folded) or _SHORT_PLANNED.fullmatch(folded):
            planned.append(AmountName(position, name, _year_in(folded)))
        elif _ACTUAL.search(folded) or _SHORT_ACTUAL.fullmatch(folded):
            actual.append(AmountName(position, name, _year_in(folded)))
        elif folded in _UNLABELLED or _YEAR.fullmatch(folded):
            unlabelled.append(AmountName(position, name, _year_in(folded)))
    return AccountTableColumns(meanings, tuple(actual), tuple(planned), tuple(unlabelled))


def supplier_columns(names: Sequence[str]) -> dict[str, int]:
    """Map the meanings of a Swedish supplier ledger to the positions of their columns."""
    return positions(names, SUPPLIER_NAMES)


def posting_list_columns(names: Sequence[str]) -> dict[str, int]:
    """Map the meanings of a Norwegian list of postings to the positions of their columns."""
    return positions(names, POSTING_LIST_NAMES)


def is_posting_list(found: Mapping[str, int]) -> bool:
    """Whether the columns are those of a list of postings: an account, an amount and a date on each row."""
    return {"account", "amount", "posted_on"} <= set(found)


def is_supplier_ledger(found: Mapping[str, int]) -> bool:
    """Whether the columns are those of a supplier ledger: a supplier and an account or an amount."""
    return bool({"supplier_name", "supplier_number", "supplier_own_number"} & set(found)) and bool(
        {"account", "amount"} & set(found)
    )


def _year_in(folded: str) -> int | None:
    """Return the year in a column name; two digits mean this century, and a month beside the year does not hide it."""
    if found := _YEAR.search(folded):
        return int(found.group(1))
    short = re.search(r"(?<!\d)(\d\d)$", folded)
    return 2000 + int(short.group(1)) if short else None
