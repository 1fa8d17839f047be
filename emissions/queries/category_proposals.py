"""What proposals of categories rest on: the shipped crosswalks and the names of the categories."""

from collections.abc import Mapping
from functools import cache

from emissions.calculations.category_proposals import Known, Proposal, proposals
from emissions.calculations.own_set_facts import CodeKind
from organisations.reference.categories import category_leaves
from organisations.reference.crosswalks import account_mappings, category_factors, commodity_categories


def proposed_factors(codes: Mapping[str, str], kind: CodeKind) -> dict[str, Proposal]:
    """Return by category which of the codes (with their names) could stand for it."""
    return proposals(codes, kind, _known())


@cache
def _known() -> Known:
    leaves = {code: leaf for code, leaf in category_leaves().items() if not leaf.retired}
    arts = {
        prefix: mapping.category
        for mapping in account_mappings("kostra")
        if mapping.category and not (mapping.name or mapping.functions or mapping.ledger_part)
        for prefix in mapping.accounts
    }
    return Known(
        prefixes={
            CodeKind.CPV: dict(commodity_categories("cpv").iter_rows()),
            CodeKind.UNSPSC: dict(commodity_categories("unspsc").iter_rows()),
            CodeKind.KOSTRA: arts,
            CodeKind.CATEGORY: {code: code for code in leaves},
        },
        groups={CodeKind.NACE: category_factors("no-snac"), CodeKind.NAICS: category_factors("us-epa-1.3.0")},
        names={code: tuple(dict.fromkeys(leaf.names.values())) for code, leaf in leaves.items()},
    )
