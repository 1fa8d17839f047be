"""The suppliers in contracts whose names hold a word; nobody finds a person by a number."""

from django.db.models import QuerySet

from foundation.personal_numbers import SHAPE, without_personal_numbers
from procurement.models import ContractParty


def parties_named(word: str) -> QuerySet[ContractParty]:
    """Return the suppliers with the word in their names.

    A personal number finds none. A word with a digit finds none in a name that may hold such a number from former
    days, or else it could be guessed digit by digit.
    """
    if without_personal_numbers(word) != word:
        return ContractParty.objects.none()
    found = ContractParty.objects.filter(name__icontains=word)
    return found.exclude(name__regex=SHAPE) if any(letter.isdigit() for letter in word) else found
