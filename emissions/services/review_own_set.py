"""Say which factors of a draft stand for each category, and publish it: from then on it never changes."""

from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from emissions.models import OwnFactorSet, OwnSetVersion, VersionState
from emissions.services.locked_own_set import OwnSetNotPossibleError, about_set, locked_draft, save_draft
from foundation.canonical import content_hash
from foundation.changes.record import current_actor, record_change

CHOSEN = "chosen"
MOST_FACTORS = 6
ONE = Decimal(1)


@transaction.atomic
def choose_category_factors(
    own_set: OwnFactorSet, *, revision: int | None, category: str, weights: Sequence[tuple[str, Decimal]]
) -> OwnSetVersion:
    """Return the draft with these factors for a category; none says that the set has nothing for it.

    Raises ConflictError if somebody saved the draft after `revision`, OwnSetNotPossibleError for codes that it does
    not have or has twice, and for weights that do not sum to one.
    """
    draft = locked_draft(own_set, revision=revision)
    entry = draft.categories.filter(category=category).first()
    if entry is None:
        raise OwnSetNotPossibleError(_("There is no such category, or the file is not read yet."))
    _check_weights(draft, weights)
    entry.weights = [[code, str(weight)] for code, weight in weights]
    entry.how, entry.is_reviewed, entry.reviewed_by = CHOSEN, True, current_actor().name
    entry.save()
    save_draft(draft)
    return draft


@transaction.atomic
def review_draft(
    own_set: OwnFactorSet,
    *,
    revision: int | None,
    chosen: Mapping[str, Sequence[tuple[str, Decimal]]],
    accept_the_rest: bool = False,
) -> OwnSetVersion:
    """Return the draft with these factors by category, and with all other proposals accepted where that is said.

    All of it or nothing; raises what `choose_category_factors` does.
    """
    draft = locked_draft(own_set, revision=revision)
    for category, weights in chosen.items():
        draft = choose_category_factors(own_set, revision=None, category=category, weights=weights)
    if accept_the_rest:
        accept_proposed_categories(own_set)
    return draft


@transaction.atomic
def accept_proposed_categories(
    own_set: OwnFactorSet, *, categories: Collection[str] | None = None, revision: int | None = None
) -> int:
    """Accept what is proposed for these categories, or for all; returns how many were not accepted before.

    A category without a proposal is accepted as one that the set has nothing for. Raises ConflictError if somebody
    saved the draft after `revision`.
    """
    draft = locked_draft(own_set, revision=revision)
    waiting = draft.categories.filter(is_reviewed=False)
    if categories is not None:
        waiting = waiting.filter(category__in=categories)
    count = waiting.update(is_reviewed=True, reviewed_by=current_actor().name)
    if count:
        save_draft(draft)
    return count


@transaction.atomic
def publish_draft(own_set: OwnFactorSet, *, revision: int | None = None) -> OwnSetVersion:
    """Return the draft as a published version; footprints can be made with it, and it never changes.

    Raises OwnSetNotPossibleError while the file is not read or a category not looked at, ConflictError if somebody
    saved the draft after `revision`.
    """
    draft = locked_draft(own_set, revision=revision)
    if not draft.factors.exists():
        raise OwnSetNotPossibleError(_("There are no figures yet. Read the file first."))
    if left := draft.categories.filter(is_reviewed=False).count():
        sentence = _("%(count)s categories are not looked at yet. Accept what is proposed for them, or choose.")
        raise OwnSetNotPossibleError(sentence % {"count": left})
    if not draft.categories.exclude(weights=[]).exists():
        raise OwnSetNotPossibleError(_("No category has a factor. Choose one for some category first."))
    draft.content_hash = content_hash(content_of(draft))
    draft.state, draft.published_at = VersionState.PUBLISHED, timezone.now()
    draft.published_by = current_actor().name
    draft.save()
    held = draft.factor_set
    held.is_published = True
    held.save(update_fields=["is_published"])
    record_change(
        kind="emissions.own_factor_set",
        action="published",
        **about_set(held, number=draft.number, hash=draft.content_hash),
    )
    return draft


def content_of(version: OwnSetVersion) -> dict[str, object]:
    """Return everything in a version that decides a figure, for its hash."""
    factors = version.factors.order_by("row").values_list(
        "row", "code", "price_year", "ghg_year", "kg_per_unit", "gsd2"
    )
    categories = version.categories.order_by("category").values_list("category", "weights")
    return {
        "facts": version.facts,
        "factors": [[str(value) for value in row] for row in factors],
        "categories": [[category, weights] for category, weights in categories],
    }


def _check_weights(draft: OwnSetVersion, weights: Sequence[tuple[str, Decimal]]) -> None:
    codes = [code for code, _weight in weights]
    known = set(draft.factors.filter(code__in=codes).values_list("code", flat=True))
    if unknown := [code for code in codes if code not in known]:
        sentence = _("There is no factor %(code)s in the file. Choose one that is there.")
        raise OwnSetNotPossibleError(sentence % {"code": unknown[0]}, field="factors")
    if len(set(codes)) < len(codes):
        raise OwnSetNotPossibleError(_("A factor stands twice. Name each one once."), field="factors")
    if len(codes) > MOST_FACTORS:
        raise OwnSetNotPossibleError(_("Choose at most %(most)s factors.") % {"most": MOST_FACTORS}, field="factors")
    total = sum((weight for _code, weight in weights), Decimal(0))
    if weights and (total != ONE or any(weight <= 0 for _code, weight in weights)):
        sentence = _("The weights sum to %(total)s per cent. Let them sum to 100, each of them above zero.")
        raise OwnSetNotPossibleError(sentence % {"total": f"{(total * 100).normalize():f}"}, field="factors")
