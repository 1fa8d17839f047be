"""What a stored version says, typed."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from requirements_bank.calculations.requirement import RequirementContent
from requirements_bank.calculations.requirement_reading import read_requirement

_KEPT = 2000


def content_of(content: Mapping[str, Any], content_hash: str) -> RequirementContent:
    """Return a published version's content, typed; the hash is known to be the content's own.

    Raises ValueError for content with problems, which only a draft may have.
    """
    known = _cache().get(content_hash)
    if known is None:
        known, problems = read_requirement(content, languages=())
        if known is None:
            first = problems[0]
            raise ValueError(f"{content.get('code')}: {first.code} at {first.field}")
        if len(_cache()) >= _KEPT:
            _cache().clear()
        _cache()[content_hash] = known
    return known


@lru_cache(maxsize=1)
def _cache() -> dict[str, RequirementContent]:
    return {}
