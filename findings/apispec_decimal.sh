#!/usr/bin/env bash
#
# Finding: a `Decimal` field of marshmallow is described by apispec as `type: number`, and Flask sends it as a text: `"1.50"`.
#
# Guess: apispec goes by the class of the field alone, though with `as_string` unset marshmallow leaves a Python `Decimal`, about
# which JSON says nothing; Flask's provider of JSON, which has the last word, writes it as text to keep its digits.
#
# Seen with apispec 6.10.1, marshmallow 4.4.0, Flask 3.1.3. What was expected: a number on both sides, or a text with a format.
#
# Why it matters: APIFlask and flask-smorest stand on these three, and prices are what `Decimal` is used for. A client that takes
# the document at its word fails on each response. `Decimal(as_string=True)` makes both sides a text; else an overlay has to.
#
# Needs python3 (3.11) with venv, and the registry of Python packages. Prints what is seen, and fails if that changes.

set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check --only-binary :all: apispec==6.10.1 marshmallow==4.4.0 flask==3.1.3
cat >seen.py <<'PYTHON'
from apispec import APISpec
from apispec.ext.marshmallow import MarshmallowPlugin
from flask import Flask, jsonify
from marshmallow import Schema, fields


class Offer(Schema):
    price = fields.Decimal()


spec = APISpec(title="Offers", version="1", openapi_version="3.1.0", plugins=[MarshmallowPlugin()])
spec.components.schema("Offer", schema=Offer)
print(spec.to_dict()["components"]["schemas"]["Offer"]["properties"]["price"])

app = Flask(__name__)


@app.get("/offer")
def offer():
    return jsonify(Offer().dump({"price": "1.50"}))


print(app.test_client().get("/offer").get_data(as_text=True).strip())
PYTHON
venv/bin/python seen.py | tee seen.txt
diff seen.txt - <<'TEXT'
{'type': 'number'}
{"price":"1.50"}
TEXT
