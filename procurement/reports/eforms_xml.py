"""Elements of eForms in UBL 2.3: names with their prefix, texts with their language, codes with their list."""

from decimal import Decimal
from typing import Any, Final

from lxml import etree

ROOT: Final = "urn:oasis:names:specification:ubl:schema:xsd:ContractNotice-2"
NAMESPACES: Final = {
    "cac": "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2",
    "cbc": "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2",
    "ext": "urn:oasis:names:specification:ubl:schema:xsd:CommonExtensionComponents-2",
    "efac": "http://data.europa.eu/p27/eforms-ubl-extension-aggregate-components/1",
    "efbc": "http://data.europa.eu/p27/eforms-ubl-extension-basic-components/1",
    "efext": "http://data.europa.eu/p27/eforms-ubl-extensions/1",
}
LANGUAGES: Final = {"nb": "NOB", "nn": "NNO", "sv": "SWE", "en": "ENG"}
COUNTRIES: Final = {"NO": "NOR", "SE": "SWE", "DK": "DNK", "FI": "FIN"}


def contract_notice() -> etree._Element:
    """Return the empty root of a contract notice."""
    names: dict[Any, str] = {None: ROOT, **NAMESPACES}  # None is the namespace without a prefix
    return etree.Element(f"{{{ROOT}}}ContractNotice", nsmap=names)


def put(parent: etree._Element, path: str, text: str | None = None, /, **attributes: str) -> etree._Element:
    """Return the last of new elements, each within the one before: "cac:Party/cac:PartyName/cbc:Name"."""
    for name in path.split("/"):
        prefix, _colon, local = name.partition(":")
        parent = etree.SubElement(parent, f"{{{NAMESPACES[prefix]}}}{local}")
    parent.text = sound(text) if text is not None else None
    for name, value in attributes.items():
        parent.set(name, value)
    return parent


def extension(parent: etree._Element) -> etree._Element:
    """Return a new place for what eForms adds to UBL; it stands first in its parent."""
    return put(parent, "ext:UBLExtensions/ext:UBLExtension/ext:ExtensionContent/efext:EformsExtension")


def sound(text: str) -> str:
    r"""Return a text without the control characters that XML cannot hold.

    >>> sound("Skole\x0bskyss")
    'Skoleskyss'
    """
    return "".join(sign for sign in text if sign in "\t\n\r" or (sign >= " " and sign not in "\ufffe\uffff"))


def written_amount(amount: Decimal) -> str:
    """Return an amount as digits.

    >>> written_amount(Decimal("12000000.00")), written_amount(Decimal("0.50"))
    ('12000000', '0.5')
    """
    return format(amount.normalize(), "f")
