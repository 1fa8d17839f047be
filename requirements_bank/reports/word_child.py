"""Fills a Word template in a process of its own, without database, settings or network, under limits of the system.

In: a line of JSON with the values, then the template's bytes. Out: a line of JSON with what is wrong with the template,
then the document's bytes if nothing is. Started by word_process.py; knows no Django.
"""

import json
import re
import resource
import sys
from collections.abc import Iterator
from dataclasses import asdict
from io import BytesIO
from typing import Any

import jinja2
from docx.oxml.ns import qn
from docxtpl import DocxTemplate
from jinja2.sandbox import SandboxedEnvironment
from lxml import etree

from requirements_bank.calculations.document_places import FILTERS, TESTS, TemplateProblem, problems_of
from requirements_bank.reports.word_blocks import append_blocks, clear, insert_contents, keep_front

SECONDS, BYTES = 15, 1 << 30
MOST_ROUNDS, MOST_CHARACTERS = 50_000, 40_000_000
FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]")


class TooMuchError(Exception):
    """The template asks for more than a document may hold."""


class Rounds:
    """Counts how often loops go round, together."""

    def __init__(self) -> None:
        self.left = MOST_ROUNDS

    def count(self) -> None:
        """Count one round."""
        self.left -= 1
        if self.left < 0:
            raise TooMuchError


class Rows(list[Any]):
    """A list whose rounds are counted."""

    rounds: Rounds

    def __iter__(self) -> Iterator[Any]:
        for each in super().__iter__():
            self.rounds.count()
            yield each


class Bounded(jinja2.Template):
    """A template that stops before what it gives grows without end."""

    def render(self, *values: Any, **named: Any) -> str:  # noqa: ANN401 - the library's signature
        """Return the text."""
        parts, size = [], 0
        for part in self.generate(*values, **named):
            size += len(part)
            if size > MOST_CHARACTERS:
                raise TooMuchError
            parts.append(part)
        return "".join(parts)


class StrictWord(DocxTemplate):  # type: ignore[misc] # the library has no types
    """Refuses what the library would mend by leaving parts out."""

    def fix_tables(self, xml: str) -> Any:  # noqa: ANN401 - an element
        """Parse strictly first."""
        etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True))
        return super().fix_tables(xml)

    def sources(self) -> Iterator[str]:
        """Yield every part that is filled, as the library reads it, with a line break before each paragraph."""
        self.render_init()
        parts = [self.get_xml()]
        for kind in (self.HEADER_URI, self.FOOTER_URI):
            parts += [self.get_part_xml(part) for _key, part in self.get_headers_footers(kind)]
        package = self.docx.part.package
        parts += [part.blob.decode("utf-8") for part in package.parts if part.content_type == FOOTNOTES]
        for xml in parts:
            yield re.sub(r"<w:p([ >])", r"\n<w:p\1", self.patch_xml(xml))
        about = self.docx.core_properties
        for name in ("author", "comments", "identifier", "language", "subject", "title"):
            yield getattr(about, name)


def environment() -> SandboxedEnvironment:
    """Return what templates are read with: nothing but the filters and tests that the check lets through."""
    made = SandboxedEnvironment(autoescape=True, undefined=jinja2.StrictUndefined, cache_size=0)
    made.template_class = Bounded
    made.globals.clear()
    made.filters = {name: made.filters[name] for name in FILTERS}
    made.tests = {name: made.tests[name] for name in TESTS}
    return made


def fill(template: bytes, values: dict[str, Any]) -> tuple[list[TemplateProblem], bytes]:
    """Return what is wrong with the template, else the document."""
    word = StrictWord(BytesIO(template))
    ours = environment()
    problems = [problem for source in word.sources() for problem in problems_of(source, values["schema"], ours)]
    if problems:
        return problems, b""
    added = values.get("added") or {}
    if added.get("replaces"):
        _keep_front(word, values["schema"], ours)
    try:
        word.render(_countable(values["context"], Rounds()), ours, autoescape=True)
    except (etree.XMLSyntaxError, AttributeError, KeyError, IndexError, ValueError) as error:
        return [TemplateProblem("broken_structure", place=str(error)[:200])], b""
    except (TooMuchError, MemoryError, RecursionError):
        return [TemplateProblem("too_much")], b""
    except jinja2.TemplateError as error:
        return [TemplateProblem("syntax", str(error.message or error)[:200])], b""
    _add(word, added)
    _finish(word, values["language_tag"])
    made = BytesIO()
    word.save(made)
    return [], made.getvalue()


def _keep_front(word: StrictWord, schema: dict[str, Any], ours: SandboxedEnvironment) -> None:
    """Keep of the template what stands before its requirements; nothing but head and foot where that is torn apart."""
    keep_front(word.docx)
    if any(problems_of(source, schema, ours) for source in word.sources()):
        clear(word.docx)


def _add(word: StrictWord, added: dict[str, Any]) -> None:
    """Put in what no place holds, free of what a Word file cannot hold."""
    clean = _countable(added, Rounds())
    append_blocks(word.docx, clean.get("blocks", ()))
    if contents := clean.get("contents"):
        insert_contents(word.docx, contents["title"], contents["entries"])


def _countable(value: Any, rounds: Rounds) -> Any:  # noqa: ANN401 - JSON, any depth
    if isinstance(value, dict):
        return {name: _countable(each, rounds) for name, each in value.items()}
    if isinstance(value, list):
        rows = Rows(_countable(each, rounds) for each in value)
        rows.rounds = rounds
        return rows
    return _UNWRITABLE.sub("", value) if isinstance(value, str) else value


def _finish(word: StrictWord, language_tag: str) -> None:
    """Say the document's language, and let go of the template file on somebody's disk that Word would fetch."""
    for language in word.docx.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), language_tag)
    for part in word.docx.part.package.parts:
        for key, relation in list(part.rels.items()):
            if relation.reltype.endswith("/attachedTemplate"):
                del part.rels[key]
    settings = word.docx.settings.element
    for element in list(settings.iter(qn("w:attachedTemplate"))):
        settings.remove(element)


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> None:
    """Fill one template."""
    _limit()
    values = json.loads(sys.stdin.buffer.readline())
    template = sys.stdin.buffer.read()
    try:
        problems, document = fill(template, values)
    except (TooMuchError, MemoryError, RecursionError):
        problems, document = [TemplateProblem("too_much")], b""
    except Exception:  # noqa: BLE001 - whatever a made-up file breaks in the libraries is a damaged file
        problems, document = [TemplateProblem("damaged")], b""
    sys.stdout.buffer.write(json.dumps([asdict(problem) for problem in problems]).encode() + b"\n" + document)
