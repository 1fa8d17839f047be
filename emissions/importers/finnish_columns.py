"""Which column of a Finnish municipality's purchase invoices (ostolaskudata) means what, by its name.

The names are those of the recommendation on opening purchase invoice data (Kuntaliitto, 2021) and those met in files
that municipalities publish, as collected by the project osta (github.com/TuomasBorman/osta at 8120e87, Artistic-2.0).

1. Amounts without VAT are read. Where there are only amounts with VAT, a column with the VAT is taken off; without one
   the table is refused, since a municipality gets its VAT back.
2. A column called only `summa` says neither: it is read, with a warning.
3. The unit is the cost centre, else the area of responsibility, else the board: never the code of one with the name of
   another.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from emissions.importers.debit_credit import SIDE_NAMES
from emissions.importers.ledger_columns import positions

FINNISH_NAMES: Final[Mapping[str, Sequence[str]]] = {
    "buyer_number": ("kunnan y tunnus", "kuntayhtyman y tunnus", "kunnan ytunnus", "ostajan y tunnus"),
    "buyer_name": (
        "kunnan tai kuntayhtyman nimi", "kunnan yhtyman nimi", "kunnan kuntayhtyman nimi", "kunnan nimi",
        "kuntayhtyman nimi", "ostajan nimi", "kunta", "yhtio",
    ),
    "voucher": ("tositenumero", "tositenro", "tositteen numero", "tapahtumanumero", "tosite"),
    "supplier_name": ("toimittajan nimi", "toimittajanimi", "toimittaja"),
    "supplier_number": (
        "toimittajan y tunnus", "toimittajan ytunnus", "toimittajan y tunnus vat tunnus", "toimittaja y tunnus",
        "y tunnus", "ytunnus", "toimittajan numero", "toimittajanumero", "reskontranumero", "reskontranro",
    ),
    "country": ("toimittajan maakoodi", "toimittajan maatunnus", "maakoodi", "maatunnus", "maa"),
    "account": (
        "kirjanpidon tilinumero", "tilinumero", "tilinro", "tili nro", "paakirjatili", "tili numero", "tili",
    ),
    "account_name": ("tilin nimi", "paakirjatilin nimi", "tilinimi", "tili nimi"),
    "amount": (
        "laskun summa ilman alv", "laskun summa ilman alv a", "rivin osuus veroton", "rivin nettosumma",
        "summa ilman alv", "veroton summa", "summa veroton", "veroton", "nettosumma", "netto", "tiliointisumma",
        "tilioinnin summa", "summa alv 0",
    ),
    "posted_on": (
        "tositepaivamaara", "tositepaiva", "tositepvm", "tapaht pvm", "tapahtumapvm", "kirjauspaiva", "kirjauspvm",
        "kirjauspaivamaara", "pvm", "paivamaara", "laskun paivamaara", "laskupvm", "laskun pvm",
    ),
    "invoice": ("laskun numero", "laskunumero", "laskunro"),
    "agreement": ("sopimusnumero", "sopimuksen numero", "sopimus", "hilma tunnus"),
    "commodity": ("cpv", "cpv koodi"),
    "function": ("palveluluokka", "palvelun numero", "palveluluokan numero", "palveluluokka numero"),
    "function_name": ("palvelun nimi", "palveluluokan nimi", "palveluluokka nimi"),
    "project": ("projekti", "projektinumero", "projektin numero"),
    "text": ("selite", "laskun selite", "kuvaus"),
    "currency": ("valuutta", "valuuttakoodi"),
    "side": SIDE_NAMES,
}  # fmt: skip

_UNITS: Final[Sequence[Mapping[str, Sequence[str]]]] = (
    {
        "unit": (
            "kustannuspaikka numero", "kustannuspaikka id", "kustannuspaikan numero", "kustannuspaikka",
        ),
        "unit_name": ("kustannuspaikan nimi", "kustannuspaikka nimi"),
    },
    {"unit": ("vastuualuetunnus", "vastuualueen numero"), "unit_name": ("vastuualue", "vastuualueen nimi")},
    {"unit": ("toimielitunnus", "toimielintunnus"), "unit_name": ("toimielin", "toimielimen nimi")},
)  # fmt: skip
UNLABELLED: Final = ("summa", "laskun summa", "euroa", "euro")
_WITH_VAT: Final = (
    "kokonaissumma euroina", "rivin bruttosumma", "bruttosumma", "brutto", "kokonaissumma", "laskun kokonaissumma",
    "summa sis alv", "laskun summa sis alv",
)  # fmt: skip
_VAT: Final = ("rivin osuus vero", "rivin alv summa", "alv maara euroina", "alv euroina", "alv summa", "alv maara")


def finnish_columns(names: Sequence[str]) -> dict[str, int]:
    """Map the meanings of a Finnish purchase invoice table to the positions of their columns.

    `vat` is only there when `amount` is a column with VAT that it is to be taken off from.
    """
    found = positions(names, FINNISH_NAMES)
    for unit in _UNITS:
        if places := positions(names, unit):
            found |= places
            break
    return found | ({} if "amount" in found else _amount(names))


def _amount(names: Sequence[str]) -> dict[str, int]:
    with_vat = positions(names, {"amount": _WITH_VAT, "vat": _VAT})
    return with_vat if len(with_vat) == len(("amount", "vat")) else positions(names, {"amount": UNLABELLED})


def has_only_amounts_with_vat(names: Sequence[str]) -> bool:
    """Whether the table has amounts, but only such with VAT and no column that says how much of it is VAT."""
    return "amount" not in finnish_columns(names) and bool(positions(names, {"amount": _WITH_VAT}))


def is_purchase_invoices(names: Sequence[str]) -> bool:
    """Whether the columns are those of Finnish purchase invoices: a supplier, and an account or an amount."""
    found = finnish_columns(names)
    is_money = bool({"account", "amount"} & set(found)) or has_only_amounts_with_vat(names)
    return bool({"supplier_name", "supplier_number"} & set(found)) and is_money
