#!/usr/bin/env bash
#
# Finding: FastAPI serves the method QUERY and describes it as `query`, the key that OpenAPI 3.2 has for it, in a document that says 3.1.0.
# But it leaves the body out: the document has no `requestBody`, while the server refuses a request without one.
#
# Guess: methods that may have a body are in a list, to which QUERY (RFC 10008, whose point is the body) was not added; any method
# becomes a key in lower case.
#
# Seen with FastAPI 0.165.0. What was expected: `requestBody`, as for POST, and no key of another version of OpenAPI.
#
# Why it matters: a client from the document has a method that cannot be called, and its response to that, 422, is described in full.
#
# Needs python3 (3.11) with venv, and the registry of Python packages. Prints what is seen, and fails if that changes.

set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check --only-binary :all: fastapi==0.165.0 httpx==0.28.1
cat >seen.py <<'PYTHON'
from fastapi import FastAPI
from fastapi.testclient import TestClient
from pydantic import BaseModel

app = FastAPI()


class Search(BaseModel):
    above: float


@app.api_route("/search", methods=["QUERY", "POST"])
def search(search: Search) -> float:
    return search.above


document = app.openapi()
print(document["openapi"])
for method, operation in sorted(document["paths"]["/search"].items()):
    print(method, "requestBody" in operation, sorted(operation["responses"]))
client = TestClient(app)
for body in [None, {"above": 0.5}]:
    response = client.request("QUERY", "/search", json=body)
    print(response.status_code, response.text if response.is_success else response.json()["detail"][0]["msg"])
PYTHON
venv/bin/python -W ignore seen.py | tee seen.txt
diff seen.txt - <<'TEXT'
3.1.0
post True ['200', '422']
query False ['200', '422']
422 Field required
200 0.5
TEXT
