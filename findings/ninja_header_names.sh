#!/usr/bin/env bash
#
# Finding: Django Ninja describes a header parameter by the name of its argument, `x_trace`, while it reads the header `X-Trace`. A
# header that is called what the document says never arrives: Django's server takes out each whose name has an underscore.
#
# Guess: the parameter is looked up as `HTTP_X_TRACE` in the WSGI environment, where both spellings would be the same; the document
# has the name before that.
#
# Seen with django-ninja 1.7.1 and Django 5.2.19. What was expected: `x-trace` in the document, as FastAPI has it for the same
# declaration.
#
# Why it matters: no client made of the document can send an optional header, and nothing says that it was lost; see
# tests/frameworks/ninja.
#
# Needs python3 (3.11) with venv, and the registry of Python packages. Prints what is seen, and fails if that changes.

set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check --only-binary :all: Django==5.2.19 django-ninja==1.7.1
cat >seen.py <<'PYTHON'
import threading
import urllib.request
from typing import Annotated, Optional

import django
from django.conf import settings
from django.core.servers.basehttp import WSGIRequestHandler, WSGIServer
from django.core.wsgi import get_wsgi_application
from django.urls import path

settings.configure(ALLOWED_HOSTS=["*"], INSTALLED_APPS=["ninja"], LOGGING_CONFIG=None, ROOT_URLCONF=__name__, SECRET_KEY="s")
django.setup()

from ninja import Header, NinjaAPI  # noqa: E402

api = NinjaAPI()


@api.get("/seen")
def seen(request, x_trace: Annotated[Optional[str], Header()] = None):
    return x_trace


urlpatterns = [path("", api.urls)]
server = WSGIServer(("127.0.0.1", 0), WSGIRequestHandler)
server.set_app(get_wsgi_application())
threading.Thread(target=server.serve_forever, daemon=True).start()
url = f"http://127.0.0.1:{server.server_port}/seen"
print("described:", api.get_openapi_schema()["paths"]["/seen"]["get"]["parameters"][0]["name"])
opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
for name in ("x_trace", "x-trace"):
    request = urllib.request.Request(url, headers={name: "t"})
    print(f"{name} gives:", opener.open(request).read().decode())
PYTHON
venv/bin/python seen.py >seen.txt 2>log.txt || { cat log.txt >&2; exit 1; }
cat seen.txt
diff seen.txt - <<'TEXT'
described: x_trace
x_trace gives: null
x-trace gives: "t"
TEXT
