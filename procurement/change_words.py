"""How changes of procurements speak on the pages of the frame, and which of them are sealed."""

from django.utils.translation import gettext_lazy as _

from foundation.changes.sealed import register_sealed
from foundation.changes.sentences import Wording, register_changes
from procurement.queries.bids import open_bid_changes

PROCUREMENTS = Wording(
    name=_("Procurement"),
    sentences={
        "made": _("made the procurement {title}"),
        "changed": _("changed the procurement {title}"),
        "corrected": _("changed {what} of {title} after bids had come: {because}"),
        "moved": _("moved the procurement {title} to another stage"),
        "joined": _("let {buyer} buy along in {title}"),
        "left": _("took {buyer} out of {title}"),
        "staffed": _("gave {person} a part in {title}"),
        "unstaffed": _("took {person} out of {title}"),
        "filed": _("put the document {document} into the procurement {title}"),
        "document_removed": _("took the document {document} out of {title}: {because}"),
        "planned_anew": _("planned {title} to follow {follows}"),
        "asked": _("put {code} into the procurement {title}"),
        "removed": _("took {code} out of the procurement {title}"),
        "put_back": _("put {code} back into the procurement {title}"),
        "filled": _("filled in {code} in the procurement {title}"),
        "ordered": _("changed the order of what {title} asks for"),
        "kept_as_set": _("kept the requirements of {title} as the template {name}"),
        "answered": _("answered what the law asks of {title}"),
        "divided": _("changed the lots of {title}"),
        "awarded": _("awarded {title} to {suppliers}"),
        "not_awarded": _("ended {title} without an award"),
        "suppliers_told": _("kept when suppliers were told of an award of {title}: {day}"),
        "award_taken_back": _("took an award of {title} back"),
        "evaluation_chosen": _("said how the bids of {title} are compared"),
    },
)
STAIRCASES = Wording(
    name=_("Staircase"),
    sentences={
        "changed": _("changed the steps of {code} in {title}"),
        "removed": _("took the steps of {code} out of {title}"),
        "shown_to": _("changed who sees the steps of {code} in {title}: {seen_by}"),
        "carried": _("carried the steps of {code} over from {former} to {title}"),
        "begun_higher": _("let the steps of {code} in {title} begin at {threshold}, where {former} stood at its end"),
        "frozen": _("froze the steps of {code} in {title} at award"),
    },
)
CONTRACTS = Wording(
    name=_("Contract"),
    sentences={
        "made": _("made the contract {title} with {suppliers}"),
        "signed": _("kept that the contract {title} is signed"),
        "extended": _("used extension {number} of {title}"),
        "staffed": _("let {person} look after {title}"),
        "called_off": _("called off {title} from {framework}"),
        "not_signed": _("withdrew the contract {title} before it was signed"),
        "withdrawn": _("withdrew the call-off {title}: {because}"),
        "changed": _("changed {what} in the contract {title}"),
        "registered": _("registered the contract {title} with {suppliers}"),
        "mended": _("mended the registered contract {title}"),
        "registered_in_error": _("withdrew the contract {title}, which was registered in error: {because}"),
        "obliged": _("added {what} to what the contract {title} obliges to"),
        "obligation_mended": _("mended {what} in the contract {title}: {because}"),
        "obligation_removed": _("took {what} out of the contract {title}: {because}"),
        "filed": _("put the document {document} into the contract {title}"),
        "document_removed": _("took the document {document} out of {title}: {because}"),
    },
)
JOINT_STAIRCASES = Wording(
    name=_("Joint staircase"),
    sentences={
        "proposed": _("proposed version {version} of the joint staircase {title}"),
        "voted": _("voted on version {version} of {title}"),
        "agreed": _("agreed on version {version} of {title}"),
        "dropped": _("dropped version {version} of {title}"),
        "taken_over": _("took over the joint staircase {title}"),
        "left": _("no longer follows the joint staircase {title}"),
    },
)
DIALOGUES = Wording(
    name=_("Market dialogue"),
    sentences={
        "set_up": _("changed the terms of the market dialogue of {title}"),
        "logged": _("wrote down a talk with the market for {title}: {topics}"),
        "log_changed": _("changed a talk with the market for {title}: {topics}"),
        "log_removed": _("took a talk with the market for {title} out: {topics}. Reason: {because}"),
        "follow_up_planned": _("planned a follow-up for {title}: {what}"),
        "follow_up_done": _("did a follow-up for {title}: {what}"),
        "follow_up_removed": _("took a follow-up for {title} out: {what}"),
        "paper_kept": _("put the paper {paper} into the market dialogue of {title}"),
        "paper_removed": _("took the paper {paper} out of the market dialogue of {title}"),
        "invited": _("invited {supplier} to answer for {title}"),
        "reminded": _("reminded {supplier} to answer for {title}"),
        "revoked": _("revoked the link of {supplier} for {title}"),
        "answer_noted": _("noted what {supplier} answers for {title}"),
        "answer_removed": _("took the noted answer of {supplier} for {title} out"),
    },
)
SUPPLIER_ANSWERS = Wording(
    name=_("Supplier's answer"), sentences={"answered": _("answered for {title} by the link of {supplier}")}
)
BIDS = Wording(
    name=_("Bid"),
    sentences={
        "registered": _("registered a bid in {title}"),
        "changed": _("changed a bid in {title}"),
        "struck_out": _("struck out a bid in {title}"),
    },
)
SETS = Wording(
    name=_("Template of requirements"),
    sentences={"removed": _("removed the template of requirements {name}")},
)


def register() -> None:
    """Word what is done with procurements and their staircases; those alone who see a bid read of its changes."""
    register_changes("procurement.procurement", PROCUREMENTS)
    register_changes("procurement.staircase", STAIRCASES)
    register_changes("procurement.contract", CONTRACTS)
    register_changes("procurement.joint_staircase", JOINT_STAIRCASES)
    register_changes("procurement.bid", BIDS)
    register_sealed("procurement.bid", open_bid_changes)
    register_changes("procurement.requirement_set", SETS)
    register_changes("procurement.dialogue", DIALOGUES)
    register_changes("procurement.supplier_answer", SUPPLIER_ANSWERS)
