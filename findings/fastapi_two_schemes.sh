#!/usr/bin/env bash
#
# Finding: a FastAPI route that depends on two API keys needs both of them, and its document says that either will do.
#
# Guess: each dependency adds a security requirement of its own to the operation, and the entries of that list are alternatives; a
# set that is needed together would be one entry with two names.
#
# Seen with FastAPI 0.165.0. What was expected: `[{"APIKeyQuery": [], "APIKeyHeader": []}]`.
#
# Why it matters: a generated client lets its user choose one of the two keys, and each call fails with 401. Nothing in the document
# tells this from a route where either is enough; an overlay that corrects the requirement is the way out.
#
# Needs python3 (3.11) with venv, and the registry of Python packages. Prints what is seen, and fails if that changes.

set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check --only-binary :all: fastapi==0.165.0 httpx==0.28.1
cat >seen.py <<'PYTHON'
from typing import Annotated

from fastapi import Depends, FastAPI
from fastapi.security import APIKeyHeader, APIKeyQuery
from fastapi.testclient import TestClient

app = FastAPI()
Query = Annotated[str, Depends(APIKeyQuery(name="key"))]
Header = Annotated[str, Depends(APIKeyHeader(name="x-key"))]


@app.get("/both")
def both(query: Query, header: Header):
    return "in"


print(app.openapi()["paths"]["/both"]["get"]["security"])
client = TestClient(app)
for path, headers in [("/both?key=k", {}), ("/both", {"x-key": "k"}), ("/both?key=k", {"x-key": "k"})]:
    print(path, *headers, client.get(path, headers=headers).status_code)
PYTHON
venv/bin/python -W ignore seen.py | tee seen.txt
diff seen.txt - <<'TEXT'
[{'APIKeyQuery': []}, {'APIKeyHeader': []}]
/both?key=k 401
/both x-key 401
/both?key=k x-key 200
TEXT
