"""What is sealed comes back whole, for its purpose alone, and says nothing of itself."""

from hypothesis import given
from hypothesis import strategies as st

from foundation.sealed_text import seal, unseal

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


@given(text=TEXTS, purpose=TEXTS)
def test_what_is_sealed_comes_back_with_spaces_at_most(text: str, purpose: str) -> None:
    assert (unseal(seal(text, purpose), purpose) or "").rstrip(" ") == text.rstrip(" ")
    assert seal(text, purpose) == seal(text, purpose)


@given(number=st.integers(0, 2**63 - 1))
def test_a_number_is_neither_read_nor_used_elsewhere(number: int) -> None:
    sealed = seal(str(number), "change")
    assert len(sealed) in (43, 64)
    assert unseal(sealed, "cursor") is None
    assert unseal(sealed[:-2] + ("AA" if sealed[-2:] != "AA" else "BA"), "change") is None


@given(made_up=st.text(max_size=80))
def test_nothing_made_up_is_opened(made_up: str) -> None:
    assert unseal(made_up, "change") is None
