"""What columns are called in tables of any system: Norwegian, Swedish, Danish, Finnish, English, and names of fields.

The names of the ledgers that are read without asking stand in `ledger_columns.py` and come first; these come after.
Names are folded as there. Of several columns for one meaning, the one whose name stands first wins.
"""

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from emissions.importers.ledger_columns import ACCOUNT_TABLE_NAMES, POSTING_LIST_NAMES, SUPPLIER_NAMES, fold

# Danish and Finnish, English, and the fields of Unit4 (Agresso), Visma, Raindance, Fortnox and Dynamics.
_OTHERS: Final[Mapping[str, Sequence[str]]] = {
    "account": (
        "kontokod", "hovedbokskonto", "hk", "hbkto", "kto", "ktonr", "kto nr", "finanskonto", "finanskontonr",
        "kontostreng", "tili", "tilinumero", "paakirjatili", "kirjanpidon tilinumero", "account", "account no",
        "account number", "account code", "gl account", "g l account", "g l account no", "ledger account",
        "main account", "mainaccount", "nominal code", "artskod", "slag", "kontonr nr",
    ),
    "account_name": (
        "kto t", "ktonamn", "konto benamn", "benamning", "kontobeskrivelse", "kontobetegnelse", "tilin nimi",
        "paakirjatilin nimi", "account name", "account description", "account t", "xaccount", "gl account name",
        "ledger account name", "main account name",
    ),
    "amount": (
        "bokfort belop", "bogfort belob", "belob", "belob dkk", "belob i dkk", "nettobelob", "belopp kr",
        "utfall kr", "utfall sek", "kr", "konterat", "summa netto", "netto", "nettosumma", "rivin nettosumma",
        "rivin osuus veroton", "laskun summa ilman alv", "summa ilman alv", "veroton summa", "maara euroina",
        "euroa", "amount", "amount lcy", "amount local currency", "accounting amount", "net amount",
        "amount excl vat", "amount ex vat", "amount without vat", "local amount", "bookamount", "postert belop",
        "regnskapsbelop", "kostnad", "utgift", "summa", "sum", "totalt", "kroner", "kronor", "i kroner", "i kronor",
        "belop i kroner", "belopp i kronor",
    ),
    "debit": (
        "debet", "debit", "debet belop", "debet belopp", "debetbelop", "debetbelopp", "belop debet",
        "belopp debet", "debit amount", "debet nok", "debet sek", "debet kr", "deb", "dr", "debiteras",
        "debet eur", "per debet",
    ),
    "credit": (
        "kredit", "credit", "kreditt", "kredit belop", "kredit belopp", "kreditbelop", "kreditbelopp",
        "belop kredit", "belopp kredit", "credit amount", "kredit nok", "kredit sek", "kredit kr", "kred", "cr",
        "kredit eur",
    ),
    "posted_on": (
        "bogforingsdato", "bil dato", "bokforingsdatum", "posteringsdato", "trans date", "transdate",
        "trans dato", "transdato", "transaksjonsdato", "transaktionsdatum", "voucher date", "posting date",
        "postingdate", "booking date", "accounting date", "transaction date", "bokf dat", "bokf dag", "bokford",
        "ver dat", "ver date", "verdat", "bilagsdatum", "tositepvm", "tositepaivamaara", "tositepaiva",
        "tapaht pvm", "tapahtumapvm", "kirjauspaiva", "kirjauspvm", "pvm", "date", "dato", "datum", "dat", "day",
        "invoice date", "fakturadato", "fakturadatum", "fakt dat", "laskun paivamaara", "laskun pvm",
        "ar periode", "ar periode nr", "bokf per", "bokfper", "per", "kausi", "period", "periode", "manad",
        "maned", "nar",
    ),
    "year": (
        "ar", "aar", "year", "fiscal year", "financial year", "regnskapsar", "rakenskapsar", "vuosi", "tilikausi",
        "budsjettar", "bokforingsar",
    ),
    "month": (
        "maned", "manad", "mnd", "month", "periode", "period", "periodenr", "kuukausi", "kk", "per", "pernr",
    ),
    "voucher": (
        "bilagsnr", "bilag nr", "bilnr", "bil nr", "lopnr ver", "lopnr", "lopnummer", "bilag", "voucher no",
        "voucher number", "voucher", "voucherno", "document no", "document number", "journal no", "tositenumero",
        "tosite", "tositelaji ja nro", "tapahtumanumero", "verifikation", "ver", "vernr", "verifikationsnummer",
        "posteringsnr", "lopenr", "transaksjonsnr", "transnr", "bunt",
    ),
    "supplier_name": (
        "apar name", "apar id t", "xapar id", "apar t", "lev", "levid t", "lev t", "leverandoerens navn",
        "kreditor", "kreditornavn", "kreditorens navn", "kreditorns namn", "toimittaja", "toimittajan nimi",
        "toimittajanimi", "reskontranumeron nimi", "supplier", "supplier name", "vendor", "vendor name",
        "creditor", "creditor name", "payee", "betalingsmottaker", "mottaker", "betalningsmottagare", "selger",
        "firma", "counterparty", "kund lev", "lev kund", "hvem", "vem", "reskontro", "reskontra",
    ),
    "supplier_number": (
        "comp reg no", "lev orgnr", "levorgnr", "leverantorens orgnr", "leverandorens orgnr", "leverandor org nr",
        "leverandor organisasjonsnummer", "cvr", "cvr nr", "cvrnr", "cvr nummer", "se nr", "vat reg no",
        "vat registration no", "vat number", "vat no", "y tunnus", "toimittajan y tunnus", "business id",
        "organisation number", "organization number", "org number", "foretaksnr", "foretaksnummer",
    ),
    "supplier_own_number": (
        "apar id", "levid", "lev id", "supplier no", "supplier number", "supplier id", "vendor no", "vendor number",
        "vendor id", "kreditornr", "kreditornummer", "kreditor nr", "toimittajanumero", "toimittajan numero",
        "reskontro", "resk nr", "reskontra nr", "reskontranr", "leverandor id", "supplier code", "vendor code",
    ),
    "invoice": (
        "ext inv ref", "fakt ref", "ext ref", "invoice no", "invoice number", "invoice", "external document no",
        "invoice ref", "laskun numero", "laskunumero", "laskunro", "fakturanr", "fakturanummer", "faktnr",
        "faktura", "fakt nr", "inv no", "fakturareferanse", "kid",
    ),
    "agreement": (
        "contract", "contract no", "contract number", "sopimus", "sopimusnumero", "kontrakt", "contract id",
    ),
    "commodity": (
        "cpv code", "unspsc code", "commodity code", "hankintanimike", "varugruppe", "varugrupp",
    ),
    "function": (
        "dim 2", "dim2", "vht", "vhkod", "verks", "verksomrade", "tj", "tjen", "funk", "kostrafunksjon",
        "service", "service code", "palveluluokka", "palvelun numero", "formal", "function", "function code",
        "delegation",
    ),
    "function_name": (
        "dim 2 t", "xdim 2", "vht t", "verks t", "tjeneste t", "palvelun nimi", "service name", "function name",
    ),
    "unit": (
        "dim 1", "dim1", "ansv", "ansvarskod", "ansvarsenhet", "enhet nr", "enhetsnr", "avdeling", "avdelingsnr",
        "avd", "avdelning", "kostnadsstalle", "kst", "ks", "kostnadsstallekod", "koststalle", "koststed",
        "kostnadssted", "ansvarssted", "resultatenhet", "cost center", "cost centre", "costcenter",
        "cost center code", "department", "department code", "kustannuspaikka", "kustannuspaikka numero",
        "vastuuyksikko", "omkostningssted", "org enhet", "virksomhet", "namnd",
    ),
    "unit_name": (
        "dim 1 t", "xdim 1", "ansv t", "ansvar namn", "ansvarsnamn", "enhetsnavn", "enhetsnamn", "avdelingsnavn",
        "avdelingsnamn", "kst t", "kostnadsstalle namn", "cost center name", "cost centre name",
        "department name", "kustannuspaikan nimi", "toimielin", "sektor",
    ),
    "project": (
        "dim 3", "dim3", "dim 4", "dim4", "proj", "projnr", "proj nr", "projektnummer", "projekt", "project",
        "project no", "project number", "project code", "projekti", "hanke", "objekt",
    ),
    "text": (
        "description", "bil tekst", "trans text", "transaction text", "ver text", "vertext", "transinfo",
        "transaktionsinfo", "transaksjonstekst", "posteringstekst", "bilagstekst", "bogforingstekst", "line text",
        "line description", "voucher text", "details", "selite", "kuvaus", "beskrivelse", "kommentar", "merknad",
        "tekst", "text", "varetekst", "benevnelse",
    ),
    "currency": (
        "cur", "cur code", "currency", "currency code", "curr", "valuuttakoodi", "valuutta", "valutakod",
        "iso kode", "val", "val kode",
    ),
    "buyer_number": (
        "kunnan y tunnus", "buyer number", "kundnummer orgnr",
    ),
    "buyer_name": (
        "client name", "kunnan nimi", "buyer", "buyer name",
    ),
}  # fmt: skip

# Dimensions of Unit4 are set up by each organisation; in most municipalities they are these.
CUSTOMARY: Final = frozenset({"dim 1", "dim1", "dim 2", "dim2", "dim 3", "dim3", "dim 4", "dim4"})

_MONEY: Final = frozenset({"amount", "debit", "credit"})
_WITHOUT_VAT: Final = re.compile(
    r"\b(?:u|uten|eks|ekskl|eksklusive?|ex|exkl|exklusive|utan|excl|excluding|without|uden|ilman)"
    r" (?:mva|moms|vat|alv|avgift)\b"
)

_NEARLY: Final = 4
_NAMED_FIRST, _STEP = 0.95, 0.004
_NAMED_NEARLY: Final = 0.6
_BY_CUSTOM: Final = 0.4


def _gathered() -> Mapping[str, Mapping[str, float]]:
    """Return for each meaning its names, each with how surely it means that: those that stand first most."""
    gathered: dict[str, dict[str, float]] = {}
    for names in (SUPPLIER_NAMES, POSTING_LIST_NAMES, ACCOUNT_TABLE_NAMES, _OTHERS):
        for meaning, known in names.items():
            scores = gathered.setdefault(meaning, {})
            for name in known:
                scores.setdefault(name, max(_NAMED_FIRST - _STEP * len(scores), _NAMED_NEARLY + _STEP))
    return MappingProxyType(gathered)


NAMES: Final = _gathered()


def named_as(name: str, meaning: str) -> float:
    """Return how surely a column of this name has the meaning: 0 to 1, and 0.6 where the name only holds such a word.

    >>> named_as("Beløb", "amount") > 0.8, named_as("Konto hovedbok", "account"), named_as("Ort", "account")
    (True, 0.6, 0.0)
    """
    known = NAMES.get(meaning, {})
    folded = without_vat(name) if meaning in _MONEY and fold(name) not in known else fold(name)
    if folded in known:
        return _BY_CUSTOM if folded in CUSTOMARY else known[folded]
    return _NAMED_NEARLY if folded and any(_holds(folded, word) for word in known) else 0.0


def without_vat(name: str) -> str:
    """Return a folded name without the words that say that VAT is not in its amounts.

    >>> without_vat("Beløp u/mva"), without_vat("Netto eks. mva (NOK)"), without_vat("Beløp inkl. mva")
    ('belop', 'netto nok', 'belop inkl mva')
    """
    return " ".join(_WITHOUT_VAT.sub(" ", fold(name)).split())


def _holds(folded: str, word: str) -> bool:
    return len(word) >= _NEARLY and f" {word} " in f" {folded} "


def is_known(name: str) -> bool:
    """Return whether a name is that of some column of a ledger."""
    folded = fold(name)
    return bool(folded) and any(folded in known for known in NAMES.values())
