"""The review queue in words: why a group is there, what it may be, how wide a rule is, and how far it is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from emissions.calculations.review_levels import levels_of, usual_level
from emissions.calculations.review_progress import GOAL, Progress
from emissions.calculations.review_proposals import Ground, Proposal, Support
from emissions.queries.review_group import Reach, ReviewGroup
from emissions.reports.category_words import category_name
from emissions.reports.line_words import Reader, free_text
from emissions.reports.reason_words import reason_name
from emissions.reports.rule_words import says, shown_text
from foundation import figures

TENTH_OF_PERCENT = Decimal("0.001")


@dataclass(frozen=True, slots=True)
class ShownProposal:
    """A category with what speaks for it; `key` is pressed to take it, `kept` is what the rule then says of it."""

    category: str
    name: str
    why: str
    kept: str
    key: int


@dataclass(frozen=True, slots=True)
class ShownLevel:
    """How wide a rule may be, in words, and what it takes."""

    name: str
    title: str
    lines: int
    amount: Decimal
    also: Decimal
    is_usual: bool


@dataclass(frozen=True, slots=True)
class ShownGroup:
    """A group as the reader may see it."""

    item: str
    title: str
    supplier_number: str
    account: str
    account_name: str
    function: str
    says: str
    why: str
    lines: int
    amount: Decimal
    stake: Decimal
    currency: str
    kg: Decimal | None


def shown_group(group: ReviewGroup, reader: Reader) -> ShownGroup:
    """Return a group in words; a personal number is masked where the reader may not see it."""
    key = group.key
    name = free_text(key.supplier_name, reader)
    account_name = free_text(group.account_name, reader)
    return ShownGroup(
        item=group.item,
        title=name or shown_text("supplier_number", key.supplier_number, reader) or account_name or key.account,
        supplier_number=shown_text("supplier_number", key.supplier_number, reader),
        account=key.account,
        account_name=account_name,
        function=free_text(" ".join(filter(None, (key.function, group.function_name))), reader),
        says=says(group.treatment, group.reason, group.category),
        why=_why_here(group),
        lines=group.lines,
        amount=group.amount,
        stake=group.stake,
        currency=group.currency,
        kg=group.kg,
    )


def shown_proposals(found: Sequence[Proposal], currency: str) -> list[ShownProposal]:
    """Return what a group may be, in words, numbered from 1; `currency` is that of its money."""
    return [
        ShownProposal(
            one.category, category_name(one.category), ground_sentence(one, currency), _kept(one, currency), number
        )
        for number, one in enumerate(found, start=1)
    ]


def ground_sentence(proposal: Proposal, currency: str) -> str:
    """Return what speaks for a proposal, and on which decided lines that rests."""
    share = figures.percent(proposal.share, get_language() or "en") if proposal.share is not None else ""
    sentences = {
        Ground.NETWORK: _("A rule of %(detail)s says so of this supplier."),
        Ground.ELSEWHERE: _("The same supplier elsewhere: %(share)s of its money."),
        Ground.LIKE_NAMES: _("Others whose names end in “%(detail)s”: %(share)s of their money."),
        Ground.NAME: _("The supplier's name says “%(detail)s”."),
        Ground.ACCOUNT: _("As it counts now, by its account. Take it if that is right."),
    }
    said = sentences[proposal.ground] % {"detail": proposal.detail, "share": share}
    return f"{said} {_rests_on(proposal.rests_on, currency)}" if proposal.rests_on else said


def _rests_on(support: Support, currency: str) -> str:
    """Return how many lines and how much money speak for a proposal, and what decided them."""
    language = get_language() or "en"
    if not support.firm:
        said = ngettext(
            "It rests on one line with %(money)s, decided by its account alone.",
            "It rests on %(count)s lines with %(money)s, decided by their accounts alone.",
            support.lines,
        )
    elif support.firm == support.amount:
        said = ngettext(
            "It rests on one line with %(money)s, decided by a rule or a commodity code.",
            "It rests on %(count)s lines with %(money)s, decided by rules or commodity codes.",
            support.lines,
        )
    else:
        said = ngettext(
            "It rests on one line with %(money)s, %(firm)s of it decided by rules or commodity codes.",
            "It rests on %(count)s lines with %(money)s, %(firm)s of it decided by rules or commodity codes.",
            support.lines,
        )
    return said % {
        "count": figures.integer(support.lines, language),
        "money": figures.money_in_words(support.amount, currency, language),
        "firm": figures.percent(support.firm / support.amount, language),
    }


def _kept(proposal: Proposal, currency: str) -> str:
    account = proposal.ground == Ground.ACCOUNT
    return _("What its account says is right.") if account else ground_sentence(proposal, currency)


def shown_levels(group: ReviewGroup, reach: Mapping[str, Reach], reader: Reader) -> list[ShownLevel]:
    """Return how wide a rule on the group may be, the widest first."""
    key = group.key
    usual = usual_level(key)
    whose = {
        "account": key.account,
        "function": free_text(key.function or key.largest_function, reader),
        "unit": free_text(key.largest_unit, reader),
    }
    titles = {
        "supplier": _("This supplier, on all accounts"),
        "account": _("The whole account %(account)s, whoever delivers")
        if key.has_supplier
        else _("The whole account %(account)s"),
        "function": _("Function %(function)s"),
        "supplier_account": _("This supplier, on account %(account)s"),
        "account_function": _("Account %(account)s, on function %(function)s"),
        "account_unit": _("Account %(account)s, in unit %(unit)s only"),
        "supplier_account_function": _("This supplier, on account %(account)s and function %(function)s only"),
        "account_function_unit": _("Account %(account)s, function %(function)s, in unit %(unit)s only"),
    }
    nothing = Reach(0, Decimal(0), Decimal(0))
    return [
        ShownLevel(name, titles[name] % whose, met.lines, met.amount, met.also, is_usual=name == usual)
        for name in levels_of(key)
        for met in (reach.get(name, nothing),)
    ]


def progress_sentence(found: Progress) -> str:
    """Return how far it is, in words: the share is rounded down, so that 95 % are 95 %."""
    language = get_language() or "en"
    share = figures.percent(found.share.quantize(TENTH_OF_PERCENT, ROUND_FLOOR), language, 1)
    goal = figures.percent(GOAL, language)
    if not found.whole:
        return _("No money waits for a decision.")
    if not found.groups:
        return _("All of the money is decided well.")
    if found.is_reached:
        more = ngettext(
            "One smaller decision is left, if you like.",
            "%(count)s smaller decisions are left, if you like.",
            found.groups,
        ) % {"count": figures.integer(found.groups, language)}
        return (
            _("%(share)s of the money is decided well: the goal of %(goal)s is reached.")
            % {
                "share": share,
                "goal": goal,
            }
            + f" {more}"
        )
    left = ngettext(
        "One decision is left until %(goal)s.", "%(count)s decisions are left until %(goal)s.", found.left
    ) % {"count": figures.integer(found.left, language), "goal": goal}
    return _("%(share)s of the money is decided well.") % {"share": share} + f" {left}"


def explained(year: int, about: str, ground: str) -> str:
    """Return why a rule was made, where nobody said it in their own words; `about` is whose lines it is for."""
    said = _("%(about)s: %(ground)s Reviewed %(year)s.") if about else _("%(ground)s Reviewed %(year)s.")
    return (said % {"about": about, "ground": ground, "year": year})[:300]


def _why_here(group: ReviewGroup) -> str:
    if group.treatment == "unclassified":
        return reason_name(group.reason or "no_rule")
    return _("The account says too little of what was bought; its category is a broad guess.")
