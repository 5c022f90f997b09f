#!/usr/bin/env bash
#
# Finding: FastAPI describes a header that holds a list as an array, which OpenAPI sends as one header with commas (`1,2`), and then
# reads of such a header a single item, `1,2`, which is no integer. Only a header for each item arrives as a list.
#
# Guess: the parameter is read with the method that gives every header of that name, and no value of them is split; the style of
# the description is OpenAPI's default, `simple`, about which nothing is written in the document.
#
# Seen with FastAPI 0.165.0. What was expected: 200 and [1, 2] for the header as the document describes it.
#
# Why it matters: the way that a generated client sends such a parameter, by OpenAPI's rule, is refused by the server that the
# document comes from. A text instead of an integer is worse: it is accepted, as a list of one item.
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

from fastapi import FastAPI, Header
from fastapi.testclient import TestClient

app = FastAPI()


@app.get("/sizes")
def sizes(x_sizes: Annotated[list[int], Header()]):
    return x_sizes


@app.get("/colours")
def colours(x_colours: Annotated[list[str], Header()]):
    return x_colours


parameter = app.openapi()["paths"]["/sizes"]["get"]["parameters"][0]
print(parameter["in"], parameter["name"], parameter["schema"]["type"], parameter.get("style"), parameter.get("explode"))
client = TestClient(app)
for path, headers in [
    ("/sizes", [("x-sizes", "1,2")]),
    ("/sizes", [("x-sizes", "1"), ("x-sizes", "2")]),
    ("/colours", [("x-colours", "red,blue")]),
]:
    response = client.get(path, headers=headers)
    body = response.json()
    print(response.status_code, body if response.is_success else body["detail"][0]["msg"])
PYTHON
venv/bin/python -W ignore seen.py | tee seen.txt
diff seen.txt - <<'TEXT'
header x-sizes array None None
422 Input should be a valid integer, unable to parse string as an integer
200 [1, 2]
200 ['red,blue']
TEXT
