from io import BytesIO

import pytest
from rest_framework.exceptions import ParseError

from foundation.api.parsers import SoundJson


@pytest.mark.parametrize("body", [b"[" * 100_000, rb'{"\ud800": 1}', rb'{"year": "\udfff"}', b"\x00", b'{"year": NaN}'])
def test_a_body_that_cannot_be_answered_is_refused(body: bytes) -> None:
    with pytest.raises(ParseError):
        SoundJson().parse(BytesIO(body), "application/json", {})


def test_any_other_body_is_taken_as_it_is() -> None:
    body = '{"year": 2024, "names": ["Ærøy", "\\ud83c\\udf32"]}'.encode()

    assert SoundJson().parse(BytesIO(body), "application/json", {}) == {"year": 2024, "names": ["Ærøy", "🌲"]}
