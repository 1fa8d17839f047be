"""The law guard's sentences by the code of the finding, and what would mend what is missing."""

from foundation.problems import translatable

SENTENCES = {
    # What must be known
    "country_missing": translatable("It cannot be judged which law holds, since the country is not known."),
    "day_missing": translatable(
        "It cannot be judged which rules hold, since neither the day of the notice nor of the start is known."
    ),
    "contract_kind_missing": translatable(
        "It cannot be judged whether %(reference)s holds, since it is not said whether goods, services or works are "
        "bought."
    ),
    "eu_threshold_unknown": translatable(
        "It cannot be judged whether %(reference)s holds, since it is not said whether the value is above the EU "
        "threshold."
    ),
    "value_missing": translatable(
        "It cannot be judged whether %(reference)s holds, since the estimated value is not known."
    ),
    "other_currency": translatable(
        "It cannot be judged whether %(reference)s holds, since its threshold is in %(currency)s and the value is not."
    ),
    "evaluation_missing": translatable(
        "%(reference)s cannot be judged, since it is not yet said how bids are compared."
    ),
    "criteria_missing": translatable("%(reference)s cannot be judged, since there are no award criteria."),
    "weight_missing": translatable(
        "%(reference)s cannot be judged, since these criteria have no weight: %(criteria)s."
    ),
    "weights_not_hundred": translatable(
        "%(reference)s cannot be judged, since the weights make up %(total)s per cent instead of 100."
    ),
    "ranks_unclear": translatable(
        "%(reference)s cannot be judged, since the ranks are not 1, 2, 3 and so on, each once."
    ),
    "vehicles_not_counted": translatable(
        "%(reference)s cannot be judged, since it is not said how many vehicles of class %(vehicle_class)s are bought "
        "and how many of them count."
    ),
    "vehicles_do_not_add_up": translatable(
        "%(reference)s cannot be judged, since more vehicles of class %(vehicle_class)s count than are bought, or a "
        "number is below zero."
    ),
    "item_unanswered": translatable("Not answered: %(item)s"),
    "change_not_measured": translatable(
        "The change “%(what)s” cannot be judged: %(ground)s has a limit that depends on the kind of contract and "
        "on the change's share of its value."
    ),
    "wordings_not_checked": translatable("It has not been looked through whether a wording asks for an origin."),
    "no_rules": translatable("It cannot be judged: there are no rules for %(country)s on %(day)s here."),
    # What does not hold here
    "other_contract_kind": translatable("%(reference)s does not hold for this kind of contract."),
    "below_eu_threshold": translatable("%(reference)s does not hold below the EU threshold."),
    "below_threshold": translatable("%(reference)s does not hold below %(value_from)s %(currency)s."),
    "no_vehicle_rule": translatable("There is no rule for vehicles of class %(vehicle_class)s on this day."),
    # The weight of climate and environment
    "met_by_weight": translatable(
        "Climate and environment weigh %(share)s per cent; at least %(percent)s are required (%(reference)s)."
    ),
    "met_by_rank": translatable(
        "Climate and environment are ranked number %(rank)s; among the %(top)s highest is required (%(reference)s)."
    ),
    "met_by_requirements": translatable(
        "Requirements stand instead of an award criterion, with the reason: %(requirements)s (%(reference)s)."
    ),
    "met_by_combination": translatable(
        "A criterion of %(share)s per cent and requirements stand together, with the reason: %(requirements)s "
        "(%(reference)s)."
    ),
    "met_by_rank_and_requirements": translatable(
        "A criterion ranked number %(rank)s and requirements stand together, with the reason: %(requirements)s "
        "(%(reference)s)."
    ),
    "exempt": translatable("The procurement is exempt, with the reason: %(ground)s (%(reference)s)."),
    "no_climate_criterion": translatable(
        "No award criterion is about climate and environment; at least %(percent)s per cent are required "
        "(%(reference)s)."
    ),
    "weight_too_low": translatable(
        "Climate and environment weigh %(share)s per cent, %(short)s less than the %(percent)s that are required "
        "(%(reference)s)."
    ),
    "rank_too_low": translatable(
        "Climate and environment are ranked number %(rank)s; among the %(top)s highest is required (%(reference)s)."
    ),
    "replacement_without_requirements": translatable(
        "Requirements are to stand instead of an award criterion, but none is named (%(reference)s)."
    ),
    "replacement_without_reason": translatable(
        "Requirements are to stand instead of an award criterion, but there is no reason: %(requirements)s "
        "(%(reference)s)."
    ),
    "ground_not_allowed": translatable("“%(ground)s” is no ground for an exemption on this day (%(reference)s)."),
    "exemption_without_reason": translatable("The exemption has a ground but no reason: %(ground)s (%(reference)s)."),
    "exemption_not_needed": translatable(
        "An exemption is claimed although the duty is met without it: %(ground)s (%(reference)s)."
    ),
    "real_weight_lower": translatable(
        "The weight is %(share)s per cent on paper, but with this evaluation model and these bids it works like "
        "%(real)s per cent. The law counts the weight on paper; the effect is smaller than it says."
    ),
    # Advice
    "advice_met_by_weight": translatable(
        "Environment weighs %(share)s per cent; at least %(percent)s are advised (%(reference)s)."
    ),
    "advice_met_by_rank": translatable("Environment is ranked number %(rank)s among the criteria (%(reference)s)."),
    "advice_met_by_requirements": translatable(
        "The environment is taken care of by requirements: %(requirements)s (%(reference)s)."
    ),
    "advice_no_climate_criterion": translatable(
        "No award criterion is about the environment. It is no duty, but it should be considered (%(reference)s)."
    ),
    "advice_weight_too_low": translatable(
        "Environment weighs %(share)s per cent; at least %(percent)s are advised (%(reference)s)."
    ),
    "advice_replacement_without_requirements": translatable(
        "Requirements are to take care of the environment, but none is named (%(reference)s)."
    ),
    "advice_ground_not_allowed": translatable("There are no exemptions from what is only advised (%(reference)s)."),
    # Vehicles
    "vehicles_met": translatable(
        "%(have)s of %(number)s vehicles of the classes %(classes)s meet the required %(percent)s per cent "
        "(%(reference)s)."
    ),
    "vehicles_exempt": translatable(
        "Vehicles of class %(vehicle_class)s are exempt, with the reason: %(ground)s (%(reference)s)."
    ),
    "vehicles_clean_short": translatable(
        "%(have)s of %(number)s vehicles of the classes %(classes)s are clean. %(percent)s per cent are required; "
        "missing: %(short)s (%(reference)s)."
    ),
    "vehicles_zero_emission_short": translatable(
        "%(have)s of %(number)s vehicles of the classes %(classes)s are without emission. %(percent)s per cent are "
        "required; missing: %(short)s (%(reference)s)."
    ),
    "vehicles_clean_short_in_period": translatable(
        "%(have)s of %(number)s vehicles of the classes %(classes)s are clean. With %(short)s more, this procurement "
        "alone would reach the %(percent)s per cent that are required over the period (%(reference)s)."
    ),
    "vehicles_zero_emission_short_in_period": translatable(
        "%(have)s of %(number)s vehicles of the classes %(classes)s are without emission. With %(short)s more, this "
        "procurement alone would reach the %(percent)s per cent that are required over the period (%(reference)s)."
    ),
    "vehicle_ground_not_allowed": translatable(
        "“%(ground)s” is no ground for an exemption of vehicles of class %(vehicle_class)s (%(reference)s)."
    ),
    "vehicle_exemption_without_reason": translatable(
        "The exemption of vehicles of class %(vehicle_class)s has a ground but no reason: %(ground)s (%(reference)s)."
    ),
    # The checklist, changes, wordings
    "item_kept": translatable("Yes, with the reason: %(item)s"),
    "item_not_kept": translatable("No: %(item)s"),
    "item_without_reason": translatable("Answered without a reason: %(item)s"),
    "change_allowed": translatable("The change “%(what)s” has a ground and a reason: %(ground)s (%(reference)s)."),
    "change_without_ground": translatable("The change “%(what)s” has no ground (%(reference)s)."),
    "change_ground_not_allowed": translatable("“%(ground)s” is no ground for the change “%(what)s” (%(reference)s)."),
    "change_without_reason": translatable(
        "The change “%(what)s” has a ground but no reason: %(ground)s (%(reference)s)."
    ),
    "change_too_large": translatable(
        "The change “%(what)s” is %(percent)s per cent of the contract's value; on this ground at most %(most)s are "
        "allowed: %(ground)s (%(reference)s)."
    ),
    "wording_refused": translatable("%(requirement)s asks for what may not be asked for: %(words)s (%(reference)s)."),
    "wordings_lawful": translatable(
        "No wording was found that asks for an origin, a place or a trademark (%(reference)s)."
    ),
}
MENDS = {
    "no_rules": translatable("Read the law of the day yourself; nothing of it has been checked here."),
    "country_missing": translatable("Choose the country."),
    "day_missing": translatable("Give the day of the notice, or of the start where there is no notice."),
    "contract_kind_missing": translatable("Say whether goods, services or works are bought."),
    "eu_threshold_unknown": translatable("Say whether the value is above the EU threshold."),
    "value_missing": translatable("Give the estimated value without VAT."),
    "other_currency": translatable("Give the estimated value in %(currency)s."),
    "evaluation_missing": translatable("Choose the evaluation: criteria with weights, or what stands instead."),
    "criteria_missing": translatable("Add the award criteria, price among them."),
    "weight_missing": translatable("Give each criterion a weight, or rank them all."),
    "weights_not_hundred": translatable("Change the weights so that they make up 100 per cent."),
    "ranks_unclear": translatable("Give each criterion a rank of its own, from 1 on."),
    "vehicles_not_counted": translatable("Give the number of vehicles, and how many are clean and without emission."),
    "vehicles_do_not_add_up": translatable("Correct the numbers of vehicles."),
    "item_unanswered": translatable("Answer with yes or no, and say why."),
    "change_not_measured": translatable("Give the kind of contract and the change's per cent of the contract's value."),
    "wordings_not_checked": translatable("Let the wordings be looked through."),
    "no_climate_criterion": translatable(
        "Add a criterion for climate and environment of at least %(percent)s per cent, or name requirements that "
        "clearly do more and say why, or claim an exemption with its ground and reason."
    ),
    "weight_too_low": translatable(
        "Raise the weight by %(short)s percentage points, or name requirements that clearly do more together with "
        "it and say why."
    ),
    "rank_too_low": translatable(
        "Rank climate and environment among the %(top)s highest, or name requirements that clearly do more and say why."
    ),
    "replacement_without_requirements": translatable("Name the requirements that stand instead."),
    "replacement_without_reason": translatable(
        "Write why the requirements clearly do more for climate and environment than a criterion would. The reason is "
        "printed in the documents."
    ),
    "ground_not_allowed": translatable("Choose one of the grounds of this day, or keep the rule: %(allowed)s."),
    "exemption_without_reason": translatable(
        "Write why the ground holds for this purchase. It is printed in the documents."
    ),
    "exemption_not_needed": translatable("Take the exemption out, so that documents and notice say one thing."),
    "real_weight_lower": translatable(
        "Try another evaluation model or another scale of points, and look at the weight again."
    ),
    "advice_no_climate_criterion": translatable(
        "Add a criterion for the environment, or name requirements that take care of it."
    ),
    "advice_weight_too_low": translatable("Raise the weight to %(percent)s per cent, or write down why it is lower."),
    "advice_replacement_without_requirements": translatable("Name the requirements."),
    "advice_ground_not_allowed": translatable("Take the exemption out."),
    "vehicles_clean_short": translatable(
        "Ask for at least %(need)s of them to be clean, or claim an exemption with its reason."
    ),
    "vehicles_zero_emission_short": translatable(
        "Ask for at least %(need)s of them to be without emission, or claim an exemption with its ground and reason."
    ),
    "vehicles_clean_short_in_period": translatable(
        "Ask for at least %(need)s of them to be clean, or see to it that other contracts of the period make up for it."
    ),
    "vehicles_zero_emission_short_in_period": translatable(
        "Ask for at least %(need)s of them to be without emission, or see to it that other contracts of the period "
        "make up for it."
    ),
    "vehicle_ground_not_allowed": translatable("Choose one of the grounds of this day, or keep the rule: %(allowed)s."),
    "vehicle_exemption_without_reason": translatable("Write why the ground holds for these vehicles."),
    "item_not_kept": translatable("Change what is asked, or how, until the answer is yes."),
    "item_without_reason": translatable("Say why the answer is so. It is printed in the documents."),
    "change_without_ground": translatable("Choose the ground: %(allowed)s. Without one, a new procurement is needed."),
    "change_ground_not_allowed": translatable(
        "Choose one of the grounds: %(allowed)s. Without one, a new procurement is needed."
    ),
    "change_without_reason": translatable("Write why the ground holds for this change."),
    "change_too_large": translatable("Make the change smaller, or hold a new procurement."),
    "wording_refused": translatable(
        "Write what the thing must do or be instead of where it comes from, or add “or equivalent” to a label."
    ),
}
