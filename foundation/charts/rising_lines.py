"""The parts of a picture of stairs: ground, axes, neighbours, the stairs, today, and figures below."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import cycle, pairwise
from typing import TYPE_CHECKING, Any

from foundation.charts.rising_layout import LINE, NAME_WIDTH, Frame, fitted, room
from foundation.charts.rising_marks import line, path, plate, rect, text
from foundation.charts.theme import GRID, INK_SOFT, SPRUCE, TEXT_SIZE
from foundation.charts.words import as_float
from foundation.figures import in_words

if TYPE_CHECKING:
    from foundation.charts.rising import Companion, Rising, Tread

GROUND = "#f1f4f2"
SHADE = "#e2efe8"
TODAY = "#b45f06"
NEIGHBOURS = ("#5b6f8c", "#8a6d3b", "#6f5b8c", "#3f7c86", "#8c5b6f", "#66736d")
DASHES = ("none", "6 3", "2 3", "10 3 2 3", "4 4", "1 4")
LETTERS = "abcdefghijklmnopqrstuvwxyz"
MOST_YEARS = {True: 5, False: 14}
Parts = list[Any]  # elements of lxml


def bands(picture: "Rising", frame: Frame) -> Parts:
    """Return the grounds with their names at the top, and the line where each begins."""
    made: Parts = []
    for band in picture.bands:
        x, end = frame.x(band.first), frame.x(band.last)
        made.append(rect(x, frame.head - frame.over, end - x, frame.height + frame.over, GROUND))
        made.append(line(x, frame.head - frame.over, x, frame.head + frame.height, "#9aa8a1", dash="3 4"))
        words = next((each for each in (band.label, band.short) if each and room(each, 12) < end - x - 4), "")
        made.append(text(x + 4, frame.head - frame.over + 15, words, size=12, fill=INK_SOFT))
    return made


def axes(picture: "Rising", frame: Frame, language: str) -> Parts:
    """Return the lines of the values with figures, the bounds, and the years."""
    above = frame.head - 22 if room(picture.unit, TEXT_SIZE) < frame.left else TEXT_SIZE + 1
    made = [text(0, above, picture.unit, fill=INK_SOFT)]
    count = round((frame.top - frame.bottom) / frame.step)
    for value in (frame.bottom + number * frame.step for number in range(count + 1)):
        y = frame.y(value)
        made.append(line(frame.left, y, frame.left + frame.width, y, GRID if value != frame.bottom else "#9aa8a1"))
        made.append(text(frame.left - 8, y + 4, in_words(str(round(value, 6)), language), anchor="end", fill=INK_SOFT))
    for bound, words in picture.bounds:
        value = as_float(bound) or 0.0
        if frame.bottom < value < frame.top:
            y = frame.y(value)
            made.append(line(frame.left, y, frame.left + frame.width, y, INK_SOFT, dash="1 5", width=1.5))
            made.append(text(frame.left + frame.width - 6, y - 5, words, anchor="end", size=11, fill=INK_SOFT))
    return [*made, *_years(frame)]


def ground(picture: "Rising", frame: Frame) -> Parts:
    """Return the ground below the stairs."""
    if not picture.treads:
        return []
    base = frame.y(max(frame.bottom, 0.0))
    outline = f"{_walk(picture.treads, frame)}V{base:g}H{frame.x(picture.treads[0].first):g}Z"
    return [path(outline, "none", fill=SHADE)]


def companions(picture: "Rising", frame: Frame) -> Parts:
    """Return neighbours' stairs, each with its own colour and dashes, named at the end or by a letter."""
    made: Parts = []
    ends: list[float] = []
    looks = enumerate(zip(picture.companions, cycle(NEIGHBOURS), cycle(DASHES), cycle(LETTERS)))
    drawn = [(number, *look, _seen(look[0], frame)) for number, look in looks]
    for number, each, colour, dash, letter, seen in sorted(drawn, key=lambda one: _end(one[-1], frame)):
        below = frame.head + frame.height + 36 + number * 20
        if frame.is_narrow:
            made.append(line(frame.left, below - 4, frame.left + 26, below - 4, colour, dash=dash, width=2))
            name = fitted(f"{letter}  {each.name}", 12, frame.whole_width - frame.left - 40)
            made.append(text(frame.left + 34, below, name, size=12))
        if not seen:
            continue
        made.append(path(_walk(seen, frame), colour, dash=dash, width=2))
        y = _free(_end(seen, frame), ends)
        ends.append(y)
        if frame.is_narrow:
            made.append(text(frame.x(seen[-1].last) - 2, y - 8, letter, anchor="end", size=12, fill=colour))
        else:
            made.append(
                text(frame.left + frame.width + 8, y, fitted(each.name, 12, NAME_WIDTH - 20), size=12, fill=colour)
            )
    return made


def stairs(picture: "Rising", frame: Frame) -> Parts:
    """Return the stairs: a bold line that is dashed where it may never come, and words on the treads."""
    if not picture.treads:
        return []
    made: Parts = []
    for before, tread in pairwise(picture.treads):
        x, y, top = frame.x(tread.first), _y(frame, before), _y(frame, tread)
        made.append(line(x, y, x, top, SPRUCE, width=4, dash=_dash(tread)))
    made += [_tread(tread, frame) for tread in picture.treads]
    following = [*picture.treads[1:], None]
    for tread, after in zip(picture.treads, following, strict=True):
        made += _words_on(tread, after, frame)
    return made


def today_line(picture: "Rising", frame: Frame) -> Parts:
    """Return the line of today where it lies within the picture."""
    if picture.today is None or not frame.first <= picture.today[0] <= frame.last:
        return []
    day, word = picture.today
    x = frame.x(day)
    half = room(word, 12) / 2 + 8
    middle = min(max(x, frame.left + half), frame.left + frame.width - half)
    return [
        line(x, frame.head - frame.over - 4, x, frame.head + frame.height, TODAY, width=2),
        rect(middle - half, frame.head - frame.over - 22, half * 2, 20, TODAY, radius=10),
        text(middle, frame.head - frame.over - 8, word, anchor="middle", size=12, fill="#ffffff", weight=600),
    ]


def strips(picture: "Rising", frame: Frame) -> Parts:
    """Return the figures below each tread; nothing on a phone, where they would stand in each other's way."""
    if frame.is_narrow:
        return []
    made: Parts = []
    for number, strip in enumerate(picture.strips):
        y = frame.head + frame.height + 34 + (number + 1) * LINE - 10
        made.append(text(0, y, strip.label, size=12, fill=INK_SOFT, weight=600))
        so_far = room(strip.label, 12) + 12
        for tread, cell in zip(picture.treads, strip.cells, strict=True):
            x = max(frame.x(tread.first), so_far)
            if cell and x + room(cell, 12) <= frame.whole_width:
                made.append(text(x, y, cell, size=12))
                so_far = x + room(cell, 12) + 10
    return made


def _years(frame: Frame) -> Parts:
    made: Parts = []
    base = frame.head + frame.height
    years = range(frame.first.year, frame.last.year + 1)
    every = -(-len(years) // MOST_YEARS[frame.is_narrow])
    for year in years:
        day = date(year, 1, 1)
        if day < frame.first or (year - years[0]) % every:
            continue
        x = frame.x(day)
        made.append(line(x, base, x, base + 6, "#9aa8a1"))
        made.append(text(x, base + 20, str(year), anchor="middle", fill=INK_SOFT))
    return made


def _words_on(tread: "Tread", after: "Tread | None", frame: Frame) -> Parts:
    """Return the words on a tread: above it where there is room before the next riser, else below a rising one.

    They stand on a ground of their own, for a neighbour's line may run where they stand.
    """
    x, y, end = frame.x(tread.first) + 8, _y(frame, tread), frame.x(tread.last)
    size = TEXT_SIZE if frame.is_narrow else TEXT_SIZE + 3
    has_room = x + room(tread.label, size) <= end or after is None or _y(frame, after) > y
    note = tread.note if not frame.is_narrow and x + room(tread.note, 12) <= end else ""
    high = y - (10 if not note else 26)
    place = high if has_room else y + size + 4
    over = x + room(tread.label, size) - (frame.whole_width - 4)
    begin = x - max(over, 0)
    made = [plate(begin, place, tread.label, size), text(begin, place, tread.label, size=size, weight=700)]
    if note and has_room:
        made += [plate(x, y - 9, note, 12), text(x, y - 9, note, size=12, fill=INK_SOFT)]
    return made


def _seen(companion: "Companion", frame: Frame) -> list["Tread"]:
    return [tread for tread in companion.treads if tread.last >= frame.first and tread.first <= frame.last]


def _end(seen: Sequence["Tread"], frame: Frame) -> float:
    return _y(frame, seen[-1]) + 4 if seen else frame.head


def _walk(treads: Sequence["Tread"], frame: Frame) -> str:
    return "".join(_moves(treads, frame))


def _moves(treads: Sequence["Tread"], frame: Frame) -> Iterator[str]:
    for number, tread in enumerate(treads):
        x, y = frame.x(tread.first), _y(frame, tread)
        yield f"M{x:g} {y:g}" if number == 0 else f"H{x:g}V{y:g}"
    yield f"H{frame.x(treads[-1].last):g}"


def _tread(tread: "Tread", frame: Frame) -> Any:  # noqa: ANN401 - an element of lxml
    y = _y(frame, tread)
    return line(frame.x(tread.first), y, frame.x(tread.last), y, SPRUCE, width=4, dash=_dash(tread))


def _dash(tread: "Tread") -> str:
    return "9 6" if tread.is_possible else "none"


def _y(frame: Frame, tread: "Tread") -> float:
    return frame.y(as_float(tread.value) or 0.0)


def _free(y: float, taken: list[float]) -> float:
    while any(abs(y - other) < 15 for other in taken):  # noqa: PLR2004 - the height of a line
        y += 15
    return y
