"""A reason counts where a person reads something in it."""

import re
from pathlib import Path

import pytest
from django import forms
from rest_framework import serializers

from foundation.api.fields import says_something
from foundation.reason_fields import ReasonField
from foundation.typed_reasons import reason_of

ROOT = Path(__file__).parents[2]
APPS = ("procurement", "requirements_bank", "emissions", "suppliers", "organisations")
STRIPPED = re.compile(r"(?<!confidential_)(?:because|reasons?|alone|words_stand|change_note)\.strip\(\)")
UNSEEN = [
    "",
    " ",
    "\u200b",
    "\u2060\u200d",
    "\u00ad",
    "\ufeff",
    "\u202e\u202c",
    "\u2800",
    "\u3164",
    "\u0301",
    "\u115f\n",
]


@pytest.mark.parametrize("typed", UNSEEN)
def test_what_nobody_sees_is_no_reason(typed: str) -> None:
    assert reason_of(typed) == ""
    with pytest.raises(forms.ValidationError):
        ReasonField().clean(typed)
    with pytest.raises(serializers.ValidationError):
        says_something(typed)
    assert "Because." in reason_of(f" {typed}Because.{typed}\n")


def test_a_reason_keeps_its_lines_and_signs() -> None:
    assert reason_of("\n Long roads:\n– 40 km ✓ ") == "Long roads:\n– 40 km ✓"
    assert reason_of("–") == "–"
    assert reason_of(None) == ""


def test_reasons_are_read_in_one_way_everywhere() -> None:
    files = [file for app in APPS for file in (ROOT / app).rglob("*.py")]
    assert [str(file) for file in files if STRIPPED.search(file.read_text())] == []
