"""Pictures for the demonstration's controls, drawn by the program: plain scenes that show no place and nobody."""

import io
import random
from collections.abc import Callable
from typing import Final

from PIL import Image, ImageDraw

SIZE: Final = (1200, 900)
GROUND: Final = 640
SHELF_ENDS: Final = 1080
Draw = ImageDraw.ImageDraw
Box = tuple[float, float, float, float]


def picture_of(scene: str, seed: str) -> bytes:
    """Return a JPEG of a scene (a key of SCENES); the same seed gives the same picture."""
    chance = random.Random(f"{scene}/{seed}")  # noqa: S311 - where a cloud stands is no secret
    image = Image.new("RGB", SIZE, (196, 213, 224))
    draw = ImageDraw.Draw(image)
    SCENES[scene](draw, chance)
    written = io.BytesIO()
    image.save(written, "JPEG", quality=82)
    return written.getvalue()


def _outdoors(draw: Draw, chance: random.Random, ground: str = "#9a8f7d") -> None:
    for _each in range(4):
        x, y = chance.randint(0, 1100), chance.randint(40, 200)
        draw.ellipse((x, y, x + 220, y + 60), fill="#dfe7ec")
    for x in range(-60, 1200, 90):
        top = chance.randint(420, 520)
        draw.polygon([(x, GROUND), (x + 70, top), (x + 140, GROUND)], fill="#5c7a63")
    draw.rectangle((0, GROUND, *SIZE), fill=ground)


def _wheels(draw: Draw, *places: tuple[int, int, int]) -> None:
    for x, y, radius in places:
        draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill="#26292c")
        hub = radius * 0.45
        draw.ellipse((x - hub, y - hub, x + hub, y + hub), fill="#a9b0b5")


def _site(draw: Draw, chance: random.Random) -> None:
    _outdoors(draw, chance)
    left = chance.randint(80, 200)
    for floor in range(3):
        top = GROUND - 150 * (floor + 1)
        draw.rectangle((left, top, left + 520, top + 22), fill="#8d9498")
        for post in range(0, 521, 130):
            draw.rectangle((left + post, top, left + post + 16, top + 150), fill="#a4abaf")
    crane = left + chance.randint(600, 680)
    draw.rectangle((crane, 90, crane + 18, GROUND), fill="#d9a51f")
    draw.rectangle((crane - 420, 90, crane + 180, 106), fill="#d9a51f")
    draw.line((crane - 300, 106, crane - 300, 300), fill="#3b4145", width=4)
    draw.rectangle((crane - 350, 300, crane - 250, 340), fill="#7d5a3c")
    _digger(draw, chance.randint(640, 820))


def _digger(draw: Draw, x: int) -> None:
    draw.rounded_rectangle((x, 700, x + 210, 742), 20, fill="#2c2f31")
    draw.rectangle((x + 20, 610, x + 190, 700), fill="#e0b02c")
    draw.rectangle((x + 100, 540, x + 180, 612), fill="#7f97a5")
    draw.line((x + 30, 630, x - 110, 520), fill="#e0b02c", width=24)
    draw.line((x - 110, 520, x - 190, 690), fill="#e0b02c", width=20)
    draw.polygon([(x - 215, 680), (x - 150, 680), (x - 165, 740), (x - 225, 730)], fill="#55595c")


def _van(draw: Draw, chance: random.Random) -> None:
    _outdoors(draw, chance, "#6f7479")
    colour = chance.choice(["#f2f2ee", "#2f5d8a", "#c9ccd0"])
    draw.rectangle((0, 250, 420, GROUND), fill="#b06f55")
    draw.rectangle((90, 380, 330, GROUND), fill="#494e52")
    draw.rounded_rectangle((440, 360, 880, 700), 24, fill=colour)
    draw.polygon([(870, 700), (870, 420), (970, 430), (1070, 560), (1080, 700)], fill=colour)
    draw.polygon([(900, 450), (965, 455), (1040, 560), (900, 560)], fill="#587382")
    draw.line((700, 380, 700, 690), fill="#8f979c", width=4)
    _wheels(draw, (560, 705, 62), (970, 705, 62))
    draw.rectangle((1010, 615, 1080, 640), fill="#f4e7a1")


def _bins(draw: Draw, chance: random.Random) -> None:
    _outdoors(draw, chance)
    for place, colour in enumerate(("#3d7a4c", "#a5502f", "#35628f", "#5b5f63")):
        x = 70 + place * 280
        draw.polygon([(x, 520), (x + 240, 520), (x + 215, 760), (x + 25, 760)], fill=colour)
        draw.rectangle((x + 70, 580, x + 170, 640), fill="#f4f1e6")
        for _each in range(9):
            left, top = x + chance.randint(5, 190), chance.randint(470, 515)
            draw.rectangle((left, top, left + 48, top + 14), fill=chance.choice(["#b98b57", "#d8d2c4", "#7f868a"]))


def _shelves(draw: Draw, chance: random.Random) -> None:
    draw.rectangle((0, 0, *SIZE), fill="#e3ddd0")
    for shelf in range(4):
        bottom = 230 + shelf * 190
        x = 60
        while x < SHELF_ENDS:
            wide, high = chance.randint(60, 150), chance.randint(70, 140)
            colour = chance.choice(["#b98b57", "#c9a06b", "#7da06a", "#d8c9a8", "#88a1b0"])
            draw.rectangle((x, bottom - high, x + wide, bottom), fill=colour)
            draw.rectangle((x + 12, bottom - high + 14, x + wide - 12, bottom - high + 34), fill="#f7f4ea")
            x += wide + chance.randint(6, 26)
        draw.rectangle((30, bottom, 1170, bottom + 16), fill="#6d737a")


def _bus(draw: Draw, chance: random.Random) -> None:
    _outdoors(draw, chance, "#6f7479")
    colour = chance.choice(["#1f7a5c", "#b5432f"])
    draw.rounded_rectangle((110, 330, 1090, 700), 34, fill=colour)
    for window in range(6):
        x = 150 + window * 150
        draw.rounded_rectangle((x, 380, x + 125, 510), 12, fill="#324551")
    draw.rectangle((150, 560, 1050, 580), fill="#eef1f0")
    draw.rectangle((950, 520, 1050, 690), fill="#41525c")
    _wheels(draw, (300, 705, 64), (840, 705, 64))


def _paper(draw: Draw, chance: random.Random) -> None:
    draw.rectangle((0, 0, *SIZE), fill="#7b6248")
    draw.polygon([(250, 90), (930, 60), (970, 850), (280, 870)], fill="#fbfaf5")
    draw.rectangle((330, 150, 640, 182), fill="#3a4046")
    for line in range(16):
        y = 240 + line * 36
        draw.rectangle((330, y, 330 + chance.randint(120, 260), y + 12), fill="#a3a8ab")
        draw.rectangle((660, y, 660 + chance.randint(40, 90), y + 12), fill="#a3a8ab")
        draw.rectangle((800, y, 800 + chance.randint(40, 90), y + 12), fill="#a3a8ab")
    draw.line((600, 60, 930, 420), fill="#2f5d8a", width=18)


SCENES: Final[dict[str, Callable[[Draw, random.Random], None]]] = {
    "site": _site,
    "van": _van,
    "bins": _bins,
    "shelves": _shelves,
    "bus": _bus,
    "paper": _paper,
}


def strokes_of_name(name: str) -> list[list[tuple[int, int]]]:
    """Return what a hand might draw for a name: one stroke a word, points from 0 to 1000."""
    chance = random.Random(name)  # noqa: S311 - nobody's signature
    strokes, x = [], 90
    for word in name.split():
        stroke, y = [(x, 520)], 520
        for place in range(len(word) * 2):
            x = min(960, x + chance.randint(14, 30))
            y = (chance.randint(300, 440) if place % 2 == 0 else chance.randint(540, 660)) if place else 180
            stroke.append((x, y))
        strokes.append([*stroke, (min(980, x + 50), 560)])
        x += 70
    return strokes
