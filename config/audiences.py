"""Whom the addresses of libraries answer, and why that is right; our own views declare it themselves.

By URL name, or by route for an address without a name. A test finds addresses that neither declare nor stand here.
"""

from typing import Final

from foundation.audience import Audience

_ENTRANCE = "where people sign in; shows nothing of any organisation, attempts are limited in number"
_OWN_ACCOUNT = "about the person's own account; the library asks for sign-in"
_SINGLE_SIGN_ON = "a step of single sign-on; makes no account, opens one that exists"
_FORMER = "a former address of the library that leads on to the present one"
_CLOSED = "nobody signs up alone: the account adapter keeps it closed"

LIBRARY_ADDRESSES: Final[dict[str, tuple[Audience, str]]] = {
    "account_login": (Audience.PUBLIC, _ENTRANCE),
    "account_logout": (Audience.PUBLIC, "ends the session there is; without one it leads to the first page"),
    "account_inactive": (Audience.PUBLIC, _ENTRANCE),
    "account_signup": (Audience.PUBLIC, _CLOSED),
    "account_reauthenticate": (Audience.SIGNED_IN, _OWN_ACCOUNT),
    "account_email": (Audience.SIGNED_IN, _OWN_ACCOUNT),
    "account_email_verification_sent": (Audience.PUBLIC, _ENTRANCE),
    "account_change_password": (Audience.SIGNED_IN, _OWN_ACCOUNT),
    "account_set_password": (Audience.SIGNED_IN, _OWN_ACCOUNT),
    "account_reset_password": (Audience.PUBLIC, "asks for an address and answers the same whether it is known"),
    "account_confirm_login_code": (Audience.PUBLIC, _ENTRANCE),
    "account_confirm_email": (Audience.TOKEN, "opened by the signed key that was mailed"),
    "account_reset_password_from_key": (Audience.TOKEN, "opened by the signed key that was mailed"),
    "account_reset_password_from_key_done": (Audience.PUBLIC, _ENTRANCE),
    "account_reset_password_done": (Audience.PUBLIC, _ENTRANCE),
    "mfa_index": (Audience.SIGNED_IN, _OWN_ACCOUNT),
    "mfa_authenticate": (Audience.PUBLIC, "the second step of signing in; without a first one it leads to sign-in"),
    "mfa_reauthenticate": (Audience.SIGNED_IN, _OWN_ACCOUNT),
    "mfa_activate_totp": (Audience.SIGNED_IN, _OWN_ACCOUNT),
    "mfa_deactivate_totp": (Audience.SIGNED_IN, _OWN_ACCOUNT),
    "mfa_view_recovery_codes": (Audience.SIGNED_IN, _OWN_ACCOUNT),
    "mfa_generate_recovery_codes": (Audience.SIGNED_IN, _OWN_ACCOUNT),
    "mfa_download_recovery_codes": (Audience.SIGNED_IN, _OWN_ACCOUNT),
    "socialaccount_login_cancelled": (Audience.PUBLIC, _SINGLE_SIGN_ON),
    "socialaccount_login_error": (Audience.PUBLIC, _SINGLE_SIGN_ON),
    "socialaccount_signup": (Audience.PUBLIC, _CLOSED),
    "socialaccount_connections": (Audience.SIGNED_IN, _OWN_ACCOUNT),
    "accounts/social/login/cancelled/": (Audience.PUBLIC, _FORMER),
    "accounts/social/login/error/": (Audience.PUBLIC, _FORMER),
    "accounts/social/signup/": (Audience.PUBLIC, _FORMER),
    "accounts/social/connections/": (Audience.PUBLIC, _FORMER),
    "openid_connect_login": (Audience.PUBLIC, _SINGLE_SIGN_ON),
    "openid_connect_callback": (Audience.PUBLIC, _SINGLE_SIGN_ON),
}
