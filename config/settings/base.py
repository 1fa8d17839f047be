"""Settings that hold everywhere; local, test and production differ in a few lines each."""

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from config.env import BASE_DIR as BASE_DIR  # noqa: PLC0414 - a setting that others read
from config.env import read_environment
from config.logging import logging_settings
from foundation.postgres.url import database_settings

ENVIRONMENT = read_environment()

SECRET_KEY = ENVIRONMENT.secret_key or "only-for-development-and-tests-never-in-production-0000000000"
ALLOWED_HOSTS = ENVIRONMENT.allowed_hosts
PUBLIC_URL = ENVIRONMENT.public_url
OCID_PREFIX = ENVIRONMENT.ocid_prefix or "ocds-000000"  # zeros: nobody is registered with them
DEMO = ENVIRONMENT.demo

# What is installed, top to bottom as the imports point.
INSTALLED_APPS = [
    "leadership",
    "follow_up",
    "procurement",
    "emissions",
    "requirements_bank",
    "suppliers",
    "organisations",
    "foundation",
    "template_partials",
    "rules.apps.AutodiscoverRulesConfig",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "oauth2_provider",
    "rest_framework",
    "drf_spectacular",
    "django_htmx",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "foundation.requests.RequestIdMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "foundation.guards.GuardMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "foundation.person_language.PersonLanguageMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "foundation.problem_pages.ProblemPageMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["foundation.templatetags.formatting", "template_partials.templatetags.partials"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "organisations.frame.frame",
                "organisations.demo_accounts.demo_accounts",
            ],
        },
    },
]

FORM_RENDERER = "foundation.form_renderer.FormRenderer"

# Data
DATABASES = {"default": database_settings(ENVIRONMENT.database_url, ENVIRONMENT.migration_database_url)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
REDIS_URL = ENVIRONMENT.redis_url
CACHES = {
    "default": (
        {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
        if REDIS_URL
        else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    )
}
DATA_DIR = ENVIRONMENT.data_dir
STORAGES = {
    "default": {
        "BACKEND": "foundation.files.storage.WholeFiles",
        "OPTIONS": {"location": str(DATA_DIR / "files")},
    },
    "staticfiles": {"BACKEND": "foundation.static_addresses.CompressedFiles"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024  # of any body but an uploaded ledger
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "foundation.files.receiving.UnnamedUploads",
]
LEDGER_CHECK_MAX_BYTES = 20 * 1024 * 1024  # read while an API client waits
LEDGER_UPLOAD_MAX_BYTES = 2 * 1024 * 1024 * 1024

# Long work: how long a worker holds a job without a sign of life before another takes it over
JOB_LEASE_SECONDS = ENVIRONMENT.job_lease_seconds

# People
AUTH_USER_MODEL = "organisations.User"
AUTHENTICATION_BACKENDS = [
    "rules.permissions.ObjectPermissionBackend",
    # not allauth's own, which tells somebody with the right password that their account is closed
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "organisations.sign_in.AccountAdapter"
SOCIALACCOUNT_ADAPTER = "organisations.sign_in.SocialAccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = True
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": ENVIRONMENT.oidc_providers}}
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False

# Languages
LANGUAGE_CODE = "nb"
LANGUAGES = [("nb", "Norsk bokmål"), ("sv", "Svenska"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["foundation.formats"]
USE_TZ = True
TIME_ZONE = "Europe/Oslo"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600

# Files for the browser
STATIC_URL = "static/"
STATIC_ROOT = ENVIRONMENT.static_dir
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "foundation.vendor_files.VendorFinder",
]

# Safety
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "manifest-src": [SELF],
        "worker-src": [SELF],
    },
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "foundation.problem_pages.csrf_failure"

# The API
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["organisations.api.authentication.ClientAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["organisations.api.permissions.NamedPermission"],
    "DEFAULT_PAGINATION_CLASS": "foundation.api.pagination.CursorPages",
    "DEFAULT_SCHEMA_CLASS": "foundation.api.schema.ApiSchema",
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["foundation.api.parsers.SoundJson"],
    "DEFAULT_METADATA_CLASS": None,
    "DEFAULT_VERSIONING_CLASS": None,
    "EXCEPTION_HANDLER": "foundation.api.problems.problem_response",
    "UNAUTHENTICATED_USER": None,
    "URL_FORMAT_OVERRIDE": None,
    "COERCE_DECIMAL_TO_STRING": True,
    "DATETIME_FORMAT": "iso-8601",
    # calls per minute; None switches a limit off
    "DEFAULT_THROTTLE_RATES": {"client": 3000, "token": 120, "stranger": 600},
    "NUM_PROXIES": 0,
}
OAUTH2_PROVIDER_APPLICATION_MODEL = "oauth2_provider.Application"
OAUTH2_PROVIDER_ACCESS_TOKEN_MODEL = "oauth2_provider.AccessToken"  # noqa: S105 - a model's name
OAUTH2_PROVIDER_REFRESH_TOKEN_MODEL = "oauth2_provider.RefreshToken"  # noqa: S105 - a model's name
OAUTH2_PROVIDER_ID_TOKEN_MODEL = "oauth2_provider.IDToken"  # noqa: S105 - a model's name
OAUTH2_PROVIDER_GRANT_MODEL = "oauth2_provider.Grant"
OAUTH2_PROVIDER = {
    "SCOPES": {
        "read": _("Read what the client's role may read"),
        "ledger:write": _("Hand over ledger files"),
        "footprint:write": _("Calculate footprints"),
        "bank:write": _("Use and change requirements"),
        "procurement:write": _("Plan and change procurements"),
        "follow_up:write": _("Plan and note controls, deviations and what suppliers report"),
    },
    "SCOPES_BACKEND_CLASS": "organisations.api.oauth.ClientScopes",
    "OAUTH2_VALIDATOR_CLASS": "organisations.api.oauth.ClientValidator",
    "OAUTH2_SERVER_CLASS": "oauthlib.oauth2.BackendApplicationServer",  # client credentials and no other grant
    "ACCESS_TOKEN_EXPIRE_SECONDS": 3600,
    "PKCE_REQUIRED": True,
    "REFRESH_TOKEN_REUSE_PROTECTION": True,
    "ALLOWED_REDIRECT_URI_SCHEMES": ["https"],
    # what RFC 9700 recommends; tokens are kept as hashes only
    "COMPLIANT_BCP_RFC9700_IMPLICIT_GRANT": True,
    "COMPLIANT_BCP_RFC9700_PASSWORD_GRANT": True,
    "COMPLIANT_BCP_RFC9700_PKCE_METHOD": True,
    "COMPLIANT_BCP_RFC9700_ACCESS_TOKEN_TRANSPORT": True,
    "COMPLIANT_BCP_RFC9700_AUTHZ_RESPONSE_ISS": True,
    "COMPLIANT_BCP_RFC9700_TOKEN_STORAGE": True,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Klimatrappa",
    "DESCRIPTION": (
        "Ledgers, footprints, requirements, procurements and contracts of municipal purchasing. Get a token with client"
        " credentials, then work within the organisations in your sight. Errors are problem details (RFC 9457); lists"
        " are paged by cursor; money and"
        " kilograms are decimal texts; null means unknown, never zero. Sentences follow Accept-Language (nb, sv, en)."
    ),
    "VERSION": "1",
    "LICENSE": {"name": "EUPL-1.2"},
    "DEFAULT_GENERATOR_CLASS": "foundation.api.schema.EnglishGenerator",
    "SERVE_INCLUDE_SCHEMA": False,
    "COMPONENT_SPLIT_REQUEST": True,
    "COMPONENT_SPLIT_PATCH": False,  # a change is taken as strictly as anything else: what it must name is required
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    "ENUM_NAME_OVERRIDES": {
        "PriceBasisEnum": "foundation.money.PriceBasis",
        "VersionStateEnum": "requirements_bank.models.State.values",
        "ProposalStateEnum": ["received", "accepted", "declined"],
        "SeenByEnum": "requirements_bank.models.SeenBy.values",
        "PriceEffectEnum": ["fixed", "per_unit", "share", "ladder"],
        "TaskKindEnum": "follow_up.models.TaskKind.values",
        "ObligationKindEnum": ["contract_clause", "reporting_duty"],
        "ProblemSeverityEnum": ["error", "warning", "notice"],
        "ClaimKindEnum": "follow_up.models.ClaimKind.values",
        "DeviationSeverityEnum": "follow_up.models.Severity.values",
        "AgreementEnum": ["contract", "framework"],
        "FoundByEnum": ["voucher", "invoice", "day", "split", "month"],
        "JointWayEnum": ["as_it_is", "later", "otherwise"],
        "DoubleAnswerEnum": ["open", "later", "accepted", "rejected"],
        "ContractCurrencyEnum": ["DKK", "EUR", "NOK", "SEK"],
        "OwnSetCurrencyEnum": ["NOK", "SEK", "DKK", "EUR", "USD", "GBP", "ISK"],
    },
    "PATH_CONVERTER_OVERRIDES": {"slug": {"type": "string", "pattern": "^[-a-zA-Z0-9_]+$"}},
    "SCHEMA_PATH_PREFIX": "/api/v1",
}

LOGGING = logging_settings(as_json=ENVIRONMENT.log_json)
DEFAULT_FROM_EMAIL = ENVIRONMENT.default_from_email
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = DATA_DIR / "mail"
SILENCED_SYSTEM_CHECKS: list[str] = []
