"""The pictures of the demonstration's follow-up are drawn, and the same each time."""

import io

from PIL import Image

from leadership.demonstration.followed_pictures import SCENES, picture_of, strokes_of_name


def test_pictures_are_drawn_and_the_same_each_time() -> None:
    for scene in SCENES:
        with Image.open(io.BytesIO(picture_of(scene, "here"))) as image:
            assert (image.format, image.size) == ("JPEG", (1200, 900))
        assert picture_of(scene, "here") == picture_of(scene, "here")
    points = [point for stroke in strokes_of_name("Nils Kontrollør") for point in stroke]
    assert all(0 <= x <= 1000 and 0 <= y <= 1000 for x, y in points)
