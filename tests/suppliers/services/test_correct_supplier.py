"""Whoever sees no personal numbers writes none, and learns nothing from the refusal."""

import pytest
from django.utils.translation import override

from foundation.access import open_access
from foundation.scoping import access_for_work
from suppliers.services.correct_supplier import correct_supplier
from suppliers.services.refusals import SupplierNotPossibleError
from tests.factories.cast import Cast
from tests.suppliers.services.test_register import ANNA, cards, register

CORRECTED, OTHER = "131052-308T", "020202-202X"


@pytest.mark.parametrize("guess", [ANNA[0], CORRECTED, OTHER], ids=["as written", "as corrected", "wrong"])
def test_the_number_that_stands_is_refused_like_any_other(cast: Cast, guess: str) -> None:
    register(cast.ekby, ANNA)
    with open_access(access_for_work(cast.ekby.pk)):
        card = correct_supplier(card=cards(cast.ekby)[ANNA[1]], number=CORRECTED, reason="Looked up")
        with override("en"), pytest.raises(SupplierNotPossibleError, match="Only those who see personal numbers"):
            correct_supplier(card=card, number=guess, reason="A guess", sees_numbers=False)
