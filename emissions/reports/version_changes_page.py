"""What the page of a version says about the version before: figures that differ, and what that makes of footprints."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from emissions.calculations.version_changes import FactorChange, factor_changes, touched_categories
from emissions.models import OwnSetVersion
from emissions.queries.version_changes import FootprintChange, changes_to_footprints, set_in, version_before
from foundation.figures import KG_PER_TONNE
from organisations.models import Organisation

MOST_SHOWN = 100


@dataclass(frozen=True, slots=True)
class VersionChanges:
    """What a version changes, counted, and the figures that change most; in one currency or in two."""

    before: OwnSetVersion
    currency_before: str
    currency: str
    figures: list[FactorChange]
    touched: int
    footprints: list[FootprintChange]

    @property
    def is_comparable(self) -> bool:
        """Whether the figures of both versions are per unit of the same money."""
        return self.currency_before == self.currency

    @property
    def shown(self) -> list[FactorChange]:
        """The figures that change most, then those that are new or gone."""
        return self.figures[:MOST_SHOWN] if self.is_comparable else []

    @property
    def sentence(self) -> str:
        """What the version changes, in one sentence."""
        if not self.touched:
            return _("No category has another figure than in version %(number)s.") % {"number": self.before.number}
        words = {"count": self.touched, "number": self.before.number}
        return (
            ngettext(
                "%(count)s category has, or may have, another figure than in version %(number)s.",
                "%(count)s categories have, or may have, another figure than in version %(number)s.",
                self.touched,
            )
            % words
        )


def version_changes(organisation: Organisation, version: OwnSetVersion) -> VersionChanges | None:
    """Return what a version that has been read changes, for one organisation; None for a first version."""
    before = version_before(version)
    if before is None or version.facts is None:
        return None
    old, new = set_in(before), set_in(version)
    return VersionChanges(
        before=before,
        currency_before=old.factor_set.currency,
        currency=new.factor_set.currency,
        figures=factor_changes(old.factor_set, new.factor_set),
        touched=len(touched_categories(old.factor_set, new.factor_set, (old.mapping, new.mapping))),
        footprints=changes_to_footprints([organisation], version),
    )


def change_row(change: FootprintChange) -> dict[str, Any]:
    """Return what a row of the page shows of one footprint: kg CO2e, the difference also in tonnes."""
    footprint, difference = change.footprint, change.effect.difference
    return {
        "uuid": footprint.uuid,
        "year": footprint.year,
        "before": footprint.total_kg,
        "after": change.after_kg,
        "difference": difference / KG_PER_TONNE,
        "share": difference / footprint.total_kg if footprint.total_kg else None,
        "note": _lost_and_gained(change),
    }


def _lost_and_gained(change: FootprintChange) -> str:
    """Return a sentence on categories that lose or get a figure; empty where there are none."""
    effect, words = change.effect, []
    if effect.lost:
        sentence = ngettext(
            "%(count)s category loses its figure.", "%(count)s categories lose their figure.", effect.lost
        )
        words.append(sentence % {"count": effect.lost})
    if effect.gained:
        sentence = ngettext("%(count)s category gets a figure.", "%(count)s categories get a figure.", effect.gained)
        words.append(sentence % {"count": effect.gained})
    return " ".join(words)
