"""The documents hold together: links lead somewhere, every document is in an index."""

import re
from pathlib import Path
from urllib.parse import unquote

import pytest

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
LINK = re.compile(r"!?\[[^\]]*\]\(\s*<?([^)\s>]+)>?(?:\s+\"[^\"]*\")?\s*\)")
PICTURE = re.compile(r"<(?:img|source)\b[^>]*?(?:src|srcset)=\"([^\"]+)\"")
CODE = re.compile(r"^(```|~~~).*?^\1", re.MULTILINE | re.DOTALL)
ELSEWHERE = ("https://", "http://", "mailto:")
TOP_LEVEL = [*ROOT.glob("*.md"), *DOCS.rglob("*.md")]
WITH_OTHERS = [*TOP_LEVEL, *(ROOT / "emissions").rglob("*.md"), *(ROOT / "tests").rglob("*.md")]


def prose_of(document: Path) -> str:
    return CODE.sub("", document.read_text(encoding="utf-8"))


def targets_in(document: Path) -> list[str]:
    text = prose_of(document)
    found = [*LINK.findall(text), *PICTURE.findall(text)]
    return [target for target in found if not target.startswith(ELSEWHERE)]


def anchors_of(document: Path) -> set[str]:
    """The anchors that a forge gives headings: lower case, no punctuation, hyphens for spaces."""
    headings = re.findall(r"^#{1,6} +(.+?) *#*$", prose_of(document), re.MULTILINE)
    plain = (re.sub(r"[`*\[\]]|\([^)]*\)$", "", heading) for heading in headings)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in plain}


def broken_links_in(document: Path) -> list[str]:
    broken = []
    for target in targets_in(document):
        path, _, anchor = target.partition("#")
        file = (document.parent / unquote(path)).resolve() if path else document
        if not file.exists() or (anchor and file.suffix == ".md" and unquote(anchor) not in anchors_of(file)):
            broken.append(target)
    return broken


@pytest.mark.parametrize("document", WITH_OTHERS, ids=lambda path: str(path.relative_to(ROOT)))
def test_relative_links_lead_somewhere(document: Path) -> None:
    assert broken_links_in(document) == []


def test_a_broken_link_is_found(tmp_path: Path) -> None:
    (tmp_path / "there.md").write_text("# A heading: with `code`\n", encoding="utf-8")
    document = tmp_path / "page.md"
    document.write_text(
        "[good](there.md#a-heading-with-code) [gone](gone.md) [lost](there.md#lost) [out](https://example.org)\n"
        "```\n[not a link](in-code.md)\n```\n"
        '<img src="missing.png" alt="">\n',
        encoding="utf-8",
    )
    assert broken_links_in(document) == ["gone.md", "there.md#lost", "missing.png"]


def linked_from(index: Path) -> set[Path]:
    """What the document leads to; a link to a folder leads to all documents in it."""
    targets = {(index.parent / target.partition("#")[0]).resolve() for target in targets_in(index)}
    return targets | {page for target in targets if target.is_dir() for page in target.glob("*.md")}


def test_every_decision_is_in_its_index() -> None:
    decisions = set((DOCS / "decisions").glob("[0-9]*.md"))
    assert decisions - linked_from(DOCS / "decisions" / "README.md") == set()


def test_decisions_are_numbered_once_and_named_alike() -> None:
    names = sorted(path.name for path in (DOCS / "decisions").glob("[0-9]*.md"))
    numbers = [int(name[:4]) for name in names]
    heads = [int((DOCS / "decisions" / name).read_text(encoding="utf-8")[2:].partition(".")[0]) for name in names]
    assert len(set(numbers)) == len(numbers)
    assert heads == numbers


def test_every_document_can_be_reached_from_the_index() -> None:
    reached, waiting = set(), [DOCS / "README.md"]
    while waiting:
        document = waiting.pop()
        reached.add(document)
        waiting.extend(page for page in linked_from(document) if page.suffix == ".md" and page not in reached)
    assert set(DOCS.rglob("*.md")) - reached == set()


def test_documents_that_the_code_names_exist() -> None:
    named = re.compile(r"\bdocs/[\w/.-]+\.md\b")
    folders = (
        "config",
        "leadership",
        "emissions",
        "suppliers",
        "organisations",
        "foundation",
        "tests",
        "benchmarks",
        "bin",
    )
    code = [
        path for folder in folders for path in (ROOT / folder).rglob("*") if path.suffix in (".py", ".toml", ".yaml")
    ]
    missing = {
        (str(path.relative_to(ROOT)), name)
        for path in code
        for name in named.findall(path.read_text(encoding="utf-8"))
        if not (ROOT / name).exists()
    }
    assert missing == set()


def test_the_readme_leads_to_the_index() -> None:
    assert DOCS / "README.md" in linked_from(ROOT / "README.md")
