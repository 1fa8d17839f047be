"""The web application for gunicorn."""

import os

from django.core.wsgi import get_wsgi_application

from foundation.files.whole_body import with_whole_bodies

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.local")
application = with_whole_bodies(get_wsgi_application())
