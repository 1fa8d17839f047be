"""Account patterns as data files write them: prefixes separated by spaces, with x for any digit ("56x1 57")."""

from itertools import product

DIGITS = "0123456789"


def prefixes(pattern: str) -> tuple[str, ...]:
    """Return the plain prefixes that a pattern stands for, in order; none for an empty pattern.

    >>> prefixes("57 1x9")[:3]
    ('57', '109', '119')
    """
    found: dict[str, None] = {}
    for term in pattern.split():
        choices = [DIGITS if character == "x" else character for character in term]
        found.update(dict.fromkeys("".join(characters) for characters in product(*choices)))
    return tuple(found)
