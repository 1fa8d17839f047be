"""What each role may do, asked by the same name in view, API and template.

A permission is a name such as "emissions.view_footprint"; `ROLE_PERMISSIONS` says which roles hold it. Partners and
guests hold nothing of their own: they see what an organisation shares, through `SHARED_PERMISSIONS`.
"""

from organisations.models import VISITORS, Role

READERS = frozenset({Role.READER, Role.OFFICER, Role.CONTROLLER, Role.LEADER, Role.FINANCE, Role.ADMINISTRATOR})
KEEPERS_OF_ACCOUNTS = frozenset({Role.FINANCE, Role.ADMINISTRATOR})
USERS_OF_THE_BANK = frozenset({Role.OFFICER, Role.CONTROLLER, Role.LEADER, Role.ADMINISTRATOR})

ROLE_PERMISSIONS: dict[str, frozenset[Role]] = {
    "organisations.view_organisation": READERS | VISITORS,
    "organisations.view_people": READERS,
    "organisations.manage_people": frozenset({Role.ADMINISTRATOR}),
    "organisations.manage_organisation": frozenset({Role.ADMINISTRATOR}),
    "organisations.manage_shares": frozenset({Role.ADMINISTRATOR}),
    "organisations.manage_clients": frozenset({Role.ADMINISTRATOR}),
    "organisations.view_changes": READERS,
    "organisations.view_categories": READERS | VISITORS,
    "organisations.view_jobs": READERS,
    "suppliers.view_supplier": READERS,
    "suppliers.change_register": frozenset({Role.FINANCE, Role.OFFICER, Role.ADMINISTRATOR}),
    "emissions.view_footprint": READERS | VISITORS,
    "emissions.calculate_footprint": frozenset({Role.FINANCE, Role.OFFICER, Role.LEADER, Role.ADMINISTRATOR}),
    "emissions.view_ledger": READERS,
    "emissions.import_ledger": KEEPERS_OF_ACCOUNTS,
    "emissions.change_rules": frozenset({Role.FINANCE, Role.OFFICER, Role.ADMINISTRATOR}),
    "emissions.see_personal_numbers": frozenset({Role.FINANCE}),
    "emissions.view_factor_sets": READERS | VISITORS,
    "emissions.keep_factor_sets": frozenset({Role.FINANCE, Role.OFFICER, Role.ADMINISTRATOR}),
    "emissions.keep_activity": frozenset({Role.OFFICER, Role.CONTROLLER, Role.FINANCE, Role.ADMINISTRATOR}),
    "requirements_bank.view_bank": READERS | VISITORS,
    "requirements_bank.comment": READERS | VISITORS,
    "requirements_bank.use_bank": USERS_OF_THE_BANK,
    "requirements_bank.write_bank": frozenset({Role.OFFICER, Role.ADMINISTRATOR}),
    "requirements_bank.approve": frozenset({Role.LEADER, Role.ADMINISTRATOR}),
    "procurement.view_procurement": READERS,
    "procurement.run_procurement": frozenset({Role.OFFICER, Role.ADMINISTRATOR}),
    "procurement.register_contract": frozenset({Role.OFFICER, Role.CONTROLLER, Role.ADMINISTRATOR}),
    "follow_up.view_follow_up": READERS,
    "follow_up.control": frozenset({Role.CONTROLLER, Role.OFFICER, Role.ADMINISTRATOR}),
    "follow_up.decide": frozenset({Role.CONTROLLER, Role.OFFICER, Role.LEADER, Role.ADMINISTRATOR}),
    "leadership.view_overview": READERS | VISITORS,
}


def permissions_of(roles: frozenset[Role]) -> frozenset[str]:
    """Return the names of everything that a holder of these roles may do."""
    return frozenset(name for name, allowed in ROLE_PERMISSIONS.items() if allowed & roles)
