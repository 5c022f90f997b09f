#!/usr/bin/env bash
#
# Finding: where a Fastify route takes a text or null, written as a union (`anyOf`), JSON's null reaches the handler as the empty
# text, and null for a union of integer and null as 0. Written as `type: [string, null]` null stays null.
#
# Guess: Fastify has Ajv coerce types by default; a union is tried branch by branch, and null can be coerced to the first branch, so
# that the branch that takes it as it is has no turn. A list of types is looked at as a whole.
#
# Seen with Fastify 5.12.8 and its default validator. What was expected: null, which the schema allows.
#
# Why it matters: a client that sends null to clear a property, as the document tells it, stores an empty text or 0. Nothing fails
# on either side. TypeBox and zod write a nullable value as such a union.
#
# Needs Node.js 20 with npm, and its registry. Prints what is seen, and fails if that changes.

set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --ignore-scripts fastify@5.12.8
cat >seen.mjs <<'JS'
import fastify from "fastify";

const app = fastify();
const union = (type) => ({ anyOf: [{ type }, { type: "null" }] });
const properties = { note: union("string"), count: union("integer"), plain: { type: ["string", "null"] } };
app.put("/", { schema: { body: { type: "object", properties } } }, async (request) => request.body);
const response = await app.inject({ method: "PUT", url: "/", payload: { note: null, count: null, plain: null } });
console.log(response.statusCode, response.body);
JS
node seen.mjs | tee seen.txt
diff seen.txt - <<'TEXT'
200 {"note":"","count":0,"plain":null}
TEXT
