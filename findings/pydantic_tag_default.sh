#!/usr/bin/env bash
#
# Finding: of a model whose discriminator has a default, pydantic says in the JSON Schema that the property may be left out and what
# it is then; but a union with `discriminator` refuses an object without it: `union_tag_not_found`. The model alone accepts it.
#
# Guess: the tag is looked up in the input before a model is chosen, and only the model knows the default.
#
# Seen with pydantic 2.14.4, and so with FastAPI 0.165.0, whose OpenAPI documents are made of these schemas. What was expected: that
# the union lists the property as required, which OpenAPI asks of a discriminator, or that it reads what its schema allows.
#
# Why it matters: a client that believes the document leaves the property out, and is refused. This project writes the tag of a
# branch that has one value, and of several (`enum: [audio, cassette]`) the default, unless one is set: see tests/frameworks/fastapi.
#
# Needs python3 (3.11) with venv, and the registry of Python packages. Prints what is seen, and fails if that changes.

set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check --only-binary :all: pydantic==2.14.4
cat >seen.py <<'PYTHON'
from typing import Annotated, Literal

from pydantic import BaseModel, Field, TypeAdapter, ValidationError


class Paper(BaseModel):
    kind: Literal["paper"] = "paper"


class Audio(BaseModel):
    kind: Literal["audio", "cassette"] = "audio"


medium = TypeAdapter(Annotated[Paper | Audio, Field(discriminator="kind")])
schema = medium.json_schema()
for name, model in schema["$defs"].items():
    print(name, "required:", model.get("required", []), "default:", model["properties"]["kind"]["default"])
print("Audio alone:", Audio.model_validate({}))
try:
    print("union:", medium.validate_python({}))
except ValidationError as error:
    print("union:", error.errors()[0]["type"])
PYTHON
venv/bin/python seen.py >seen.txt
cat seen.txt
diff seen.txt - <<'TEXT'
Audio required: [] default: audio
Paper required: [] default: paper
Audio alone: kind='audio'
union: union_tag_not_found
TEXT
