#!/usr/bin/env bash
#
# Finding: a path parameter that zod-openapi describes from `z.coerce.number()` may be left out and may be null in the document,
# though OpenAPI has every path parameter required, and a path without it is another path.
#
# Guess: the schema that `coerce` takes accepts anything, so that it counts as optional and nullable; where the parameter stands
# is not looked at.
#
# Seen with @asteasolutions/zod-to-openapi 9.1.0 and zod 4.6.7. What was expected: `required: true` and `type: integer`, as without
# `coerce`.
#
# Why it matters: Hono's own guide reads numbers from paths in this way. A generator that believes the document makes an optional
# argument of the parameter; this project takes what stands in the path as required, and warns.
#
# Needs Node.js 20 with npm, and its registry. Prints what is seen, and fails if that changes.

set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --ignore-scripts @asteasolutions/zod-to-openapi@9.1.0 zod@4.6.7
cat >seen.mjs <<'JS'
import { OpenAPIRegistry, OpenApiGeneratorV31, extendZodWithOpenApi } from "@asteasolutions/zod-to-openapi";
import { z } from "zod";

extendZodWithOpenApi(z);
const registry = new OpenAPIRegistry();
const responses = { 204: { description: "Done." } };
const path = (name, id) => registry.registerPath({ method: "get", path: `/${name}/{id}`, request: { params: z.object({ id }) }, responses });
path("coerced", z.coerce.number().int());
path("plain", z.number().int());
const { paths } = new OpenApiGeneratorV31(registry.definitions).generateDocument({ openapi: "3.1.0", info: { title: "Seen", version: "1.0.0" } });
for (const [name, item] of Object.entries(paths)) {
  const [{ required, schema }] = item.get.parameters;
  console.log(name, JSON.stringify({ required, type: schema.type }));
}
JS
node seen.mjs >seen.txt
cat seen.txt
diff seen.txt - <<'TEXT'
/coerced/{id} {"required":false,"type":["integer","null"]}
/plain/{id} {"required":true,"type":"integer"}
TEXT
