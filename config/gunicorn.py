"""How gunicorn serves the pages: a few processes with a few threads; logs come from Django's own settings.

Threads, since whoever sends 300 MB over a slow line holds one for minutes: others are served meanwhile, and a process
that waits for a sender is not taken for one that hangs.
"""

import multiprocessing
import os
from pathlib import Path

wsgi_app = "config.wsgi"
worker_class = "gthread"
threads = 4
workers = int(os.environ.get("WEB_WORKERS") or min(2 * multiprocessing.cpu_count() + 1, 9))
timeout = 120
graceful_timeout = 8
max_requests = 5000
max_requests_jitter = 500
accesslog = None
errorlog = "-"
control_socket_disable = True
worker_tmp_dir = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108 - gunicorn's heartbeat, unnamed files
chdir = str(Path(__file__).resolve().parent.parent)


def post_worker_init(worker: object) -> None:  # noqa: ARG001 - as gunicorn calls it
    """Start the drawing engine with the process, so that no reader waits for it."""
    from foundation import charts  # noqa: PLC0415 - Django is set up by now

    charts.warm_up()
