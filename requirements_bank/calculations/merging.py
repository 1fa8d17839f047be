"""A variant and the newer version of its source in one: what the variant changed stays, the rest becomes new."""

from collections.abc import Mapping
from typing import Any

from requirements_bank.calculations.same_content import comparable

_OWN = frozenset({"code", "version", "valid_from", "review_on"})


def merged(
    own: Mapping[str, Any], before: Mapping[str, Any], newer: Mapping[str, Any]
) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Return the content and the fields that both changed, each in its own way; these stay as the variant has them.

    `before` is the source's version that the variant was written from. Texts are taken language by language.

    >>> merged({"level": "basic", "proof": {"nb": "Vår"}}, {"level": "basic", "proof": {"nb": "Deres"}},
    ...        {"level": "advanced", "proof": {"nb": "Deres, ny"}})
    ({'level': 'advanced', 'proof': {'nb': 'Vår'}}, ('proof',))
    """
    content, contested = {}, []
    for name in dict.fromkeys((*own, *newer)):
        value, is_contested = _one(own.get(name), before.get(name), newer.get(name))
        if name in _OWN:
            value, is_contested = own.get(name), False
        if value is not None:
            content[name] = value
        if is_contested:
            contested.append(name)
    return content, tuple(contested)


def _one(own: Any, before: Any, newer: Any) -> tuple[Any, bool]:  # noqa: ANN401 - any depth
    if comparable(own) == comparable(before):
        return newer, False
    if comparable(newer) in (comparable(before), comparable(own)):
        return own, False
    if all(_is_text(value) for value in (own, before, newer)):
        return merged(own, before, newer)[0], bool(merged(own, before, newer)[1])
    return own, True


def _is_text(value: Any) -> bool:  # noqa: ANN401 - as above
    """Whether this is a text by language."""
    return isinstance(value, Mapping) and all(isinstance(text, str) for text in value.values())
