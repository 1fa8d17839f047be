"""The test suite: the same real parts, in a database of their own, with quick passwords."""

import atexit
import shutil
import tempfile
from pathlib import Path

from config.settings.base import *  # noqa: F403 - settings files inherit by star

DEBUG = False
SECRET_KEY = "only-for-tests-0000000000000000000000000000000000000000000"  # noqa: S105 - not a secret
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
DATA_DIR = Path(tempfile.mkdtemp(prefix="klimatrappa-test-"))
atexit.register(shutil.rmtree, DATA_DIR, ignore_errors=True)
STORAGES = {
    "default": {
        "BACKEND": "foundation.files.storage.WholeFiles",
        "OPTIONS": {"location": str(DATA_DIR / "files")},
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True

# A long run must not lose the connection that holds a test's transaction.
DATABASES["default"]["CONN_MAX_AGE"] = None  # noqa: F405 - from the base settings
DATABASES["default"]["CONN_HEALTH_CHECKS"] = False  # noqa: F405 - as above
