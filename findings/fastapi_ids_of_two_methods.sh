#!/usr/bin/env bash
#
# Finding: FastAPI gives the methods of one `api_route` one operationId, which OpenAPI forbids; and which of the methods it names
# depends on the seed of Python's hashes, so that the document of the same program differs from one start to the next.
#
# Guess: the id is made once for the route, of its first method, and the methods are a set of texts.
#
# Seen with FastAPI 0.165.0. What was expected: an id for each method, `echo_echo_get` and `echo_echo_post`.
#
# Why it matters: a client that names its methods after the ids has other names after the server was started again. This project
# tells the two apart by the method, in front of the name of the function; tests/frameworks sets PYTHONHASHSEED.
#
# Needs python3 (3.11) with venv, and the registry of Python packages. Prints what is seen, and fails if that changes.

set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check --only-binary :all: fastapi==0.165.0
cat >seen.py <<'PYTHON'
import warnings

from fastapi import FastAPI

warnings.simplefilter("ignore")
app = FastAPI()


@app.api_route("/echo", methods=["GET", "POST"])
def echo():
    return None


print(*(operation["operationId"] for operation in app.openapi()["paths"]["/echo"].values()))
PYTHON
for seed in {0..9}; do
    PYTHONHASHSEED=$seed venv/bin/python seen.py
done | sort -u >seen.txt
cat seen.txt
diff seen.txt - <<'TEXT'
echo_echo_get echo_echo_get
echo_echo_post echo_echo_post
TEXT
