"""Cut the text of an old contract into single wordings: by numbers, bullets and blank lines.

1. A blank line or a number or letter of a list ("3.2", "b)", "§ 5", "Krav 4:") begins a new piece.
2. A bullet begins one, too, unless it belongs to the sentence before: that ends with a colon, and no bullet below it
   says "skal", "ska", "må" or the like itself.
3. Other lines go on with the piece before them, as text that was broken to fit a page does. One that begins with a
   capital letter does not, below a heading, or below a full stop where the line was not broken for want of room.
4. A short piece without a verb of duty and without a full stop is a heading; it is kept apart.

No word is lost: numbers and bullets go, everything else stands in some piece.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

HEADING_WORDS = 7
WIDEST_PAGE, FULL = 100, 0.7
LONGEST_LIST = (
    200  # lines that are looked at for a duty; without an end, a long text would take the square of its length
)
_NUMBER = re.compile(
    r"^\s*(?:(?:krav|punkt|pkt\.?|post|nr\.?|§)\s*)?(?:\d{1,3}(?:\.\d{1,3}){0,4}[.):]?|\(?[a-zæøåäö][.)]|\(?[ivx]{1,4}[.)])"
    r"(?=\s|$)\s*",
    re.IGNORECASE,
)
_PLAIN_NUMBER = re.compile(r"^\s*\d{1,3}(?=\s)")
_BULLET = re.compile(r"^\s*[-–—•·▪●○◦*]\s+")
_DUTY = re.compile(
    r"\b(?:skal|skall|ska|må|måste|bør|bör|får|kan|krev\w*|kräv\w*|poeng|poäng|uttelling|shall|must|should|may|plikt\w*"
    r"|minst|høyst|høgst|högst|maks\w*|max)\b",
    re.IGNORECASE,
)
_MEASURES = ("%", "°", "‰")
_ENDED = re.compile(r"[.!?;:]\s*$")


@dataclass(frozen=True, slots=True)
class Piece:
    """One wording, or a heading, and the line of the text where it begins."""

    text: str
    line: int
    is_heading: bool = False


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    text: str
    kind: str  # blank, number, bullet, plain


def split_wordings(text: str) -> tuple[Piece, ...]:
    r"""Return the single wordings of a text in order, headings among them.

    >>> [piece.text for piece in split_wordings("1. Bilene skal gå på strøm.\n2. Svinnet skal veies.")]
    ['Bilene skal gå på strøm.', 'Svinnet skal veies.']
    """
    lines = [_line(number, line) for number, line in enumerate(text.splitlines(), start=1)]
    return tuple(_judged(piece) for piece in _pieces(lines) if piece.text)


def split_paragraphs(paragraphs: Sequence[tuple[str, bool]]) -> tuple[Piece, ...]:
    """Return the single wordings of paragraphs in order; each comes with whether it is an entry of a list.

    A paragraph is a piece, unless it is an entry of a list that belongs to the sentence before it (rule 2).
    """
    lines = []
    for number, (text, is_entry) in enumerate(paragraphs, start=1):
        line = _line(number, text)
        kind = "blank" if not line.text else "bullet" if is_entry or line.kind == "bullet" else "number"
        lines.append(_Line(number, line.text, kind))
    return tuple(_judged(piece) for piece in _pieces(lines) if piece.text)


def _line(number: int, text: str) -> _Line:
    if not text.strip():
        return _Line(number, "", "blank")
    if bullet := _BULLET.match(text):
        return _Line(number, text[bullet.end() :].strip(), "bullet")
    mark = _NUMBER.match(text)
    if mark and not _is_quantity(text, mark):
        return _Line(number, text[mark.end() :].strip(), "number")
    return _Line(number, text.strip(), "plain")


def _is_quantity(text: str, mark: re.Match[str]) -> bool:
    """Whether a line begins with a bare number that belongs to its sentence: "30 dager etter …", "2025 skal …"."""
    following = text[mark.end() :]
    return bool(_PLAIN_NUMBER.fullmatch(text[: mark.end()].rstrip()) or _bare(mark)) and (
        following[:1].islower() or following[:1] in _MEASURES
    )


def _bare(mark: re.Match[str]) -> bool:
    return mark.group().strip().isdigit()


def _pieces(lines: Sequence[_Line]) -> Iterator[Piece]:
    current = Piece("", 1)
    longest = max((len(line.text) for line in lines), default=0)
    for place, line in enumerate(lines):
        if line.kind == "blank":
            if place > 0 and lines[place - 1].kind == "blank":
                continue
            if not (current.text.endswith(":") and _belongs(lines, place + 1)):
                yield current
                current = Piece("", line.number + 1)
            continue
        begins = line.kind == "number" or (line.kind == "bullet" and not _goes_on(current, lines, place))
        begins = begins or (
            line.kind == "plain" and place > 0 and _stands_alone(current, lines[place - 1], line, longest)
        )
        if begins:
            yield current
            current = Piece("", line.number)
        if not current.text:
            current = Piece(line.text, line.number)
        else:
            joint = "\n- " if line.kind == "bullet" else " "
            current = replace(current, text=f"{current.text}{joint}{line.text}")
    yield current


def _stands_alone(current: Piece, before: _Line, line: _Line, longest: int) -> bool:
    """Whether a line below another begins a piece of its own."""
    if not line.text[:1].isupper():
        return False
    if _is_heading(current.text):
        return True
    had_room = longest > WIDEST_PAGE or len(before.text) < longest * FULL
    return had_room and _ENDED.search(before.text) is not None and not before.text.endswith(":")


def _goes_on(current: Piece, lines: Sequence[_Line], place: int) -> bool:
    """Whether a bullet belongs to the piece before it: below its colon, or after a bullet that did."""
    if "\n- " in current.text:
        return True
    return current.text.endswith(":") and _belongs(lines, place)


def _belongs(lines: Sequence[_Line], place: int) -> bool:
    """Whether the list that begins here says no duty of its own."""
    while place < len(lines) and lines[place].kind == "blank":
        place += 1
    if place >= len(lines) or lines[place].kind != "bullet":
        return False
    bullets = []
    for line in lines[place : place + LONGEST_LIST]:
        if line.kind not in ("bullet", "plain"):
            break
        bullets.append(line.text)
    return not any(_DUTY.search(bullet) and _ENDED.search(bullet) for bullet in bullets)


def _judged(piece: Piece) -> Piece:
    return replace(piece, is_heading=_is_heading(piece.text))


def _is_heading(text: str) -> bool:
    return (
        len(text.split(maxsplit=HEADING_WORDS)) <= HEADING_WORDS
        and not _DUTY.search(text)
        and not text.endswith((".", "!"))
    )
