"""Opens a notice as XML, safely: no entities, no network, bounded size and depth; what is no notice is told.

libxml2 itself stops at 256 levels, at texts of ten million letters and at entities that grow; a document type is never
needed and always refused.
"""

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

from lxml import etree

from emissions.importers.problem_log import short
from foundation.problems import Problem
from procurement.calculations.notice import Form

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

MOST_BYTES: Final = 20_000_000
_HEAD: Final = 65_536
_ROOTS: Final = {f"{{urn:oasis:names:specification:ubl:schema:xsd:{form}-2}}{form}": form for form in Form}
_FORM_NAMES: Final = frozenset(form.value for form in Form)
_REGISTRATION: Final = "BusinessRegistrationInformationNotice"
_HTML: Final = re.compile(
    rb"\s*(<\?xml.{0,200}?\?>\s*)?(<!--.*?-->\s*)?<(!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL
)


def open_notice(path: Path) -> "tuple[Form, Element] | Problem":
    """Return the kind of notice and its root element, without comments, or the problem that refuses the file."""
    content = _content(path)
    if isinstance(content, Problem):
        return content
    root = _parsed(content)
    return root if isinstance(root, Problem) else _known(root)


def _content(path: Path) -> bytes | Problem:
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        return _refusal("file_cannot_be_opened", name=path.name, reason=error.strerror or str(error))
    if len(content) > MOST_BYTES:
        return _refusal("file_is_too_large", megabytes=MOST_BYTES // 1_000_000)
    head = _head(content)
    if not head.strip():
        return _refusal("file_is_empty")
    if _HTML.match(head):
        return _refusal("file_is_html")
    return content if head.lstrip().startswith(b"<") else _refusal("file_is_no_xml")


def _head(content: bytes) -> bytes:
    """Return the beginning as one-byte letters, also of UTF-16, without byte order mark."""
    return content[:_HEAD].lstrip(b"\xef\xbb\xbf\xff\xfe").replace(b"\0", b"")


def _parsed(content: bytes) -> "Element | Problem":
    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        return _syntax_problem(content, error)
    except (LookupError, ValueError) as error:
        return _refusal("xml_is_broken", reason=short(error, 200), line=1)
    return _refusal("xml_has_doctype") if root.getroottree().docinfo.internalDTD else root


def _syntax_problem(content: bytes, error: etree.XMLSyntaxError) -> Problem:
    if b"<!DOCTYPE" in _head(content):
        return _refusal("xml_has_doctype")
    if getattr(error, "code", None) == etree.ErrorTypes.ERR_RESOURCE_LIMIT:
        return _refusal("xml_is_too_deep", line=error.lineno)
    return _refusal("xml_is_broken", reason=short(error.msg, 200), line=error.lineno)


def _known(root: "Element") -> "tuple[Form, Element] | Problem":
    form = _ROOTS.get(str(root.tag))
    if form:
        return form, root
    name = etree.QName(root)
    if name.localname in _FORM_NAMES:
        return _refusal("root_has_wrong_namespace", root=name.localname, namespace=short(name.namespace or "", 120))
    if name.localname.startswith("TED_"):
        return _refusal("notice_is_before_eforms", root=name.localname)
    if name.localname == _REGISTRATION:
        return _refusal("notice_is_registration")
    return _refusal("root_is_unknown", root=short(name.localname))


def _refusal(code: str, **values: object) -> Problem:
    return Problem(code, "file", values=values)
