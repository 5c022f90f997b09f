#!/usr/bin/env bash
#
# Finding: of a literal with several values, `z.literal(["p", "q", 7])`, zod-to-openapi describes the first one alone, by its type:
# `{"type":"string","enum":["p"]}`. An array with a rest, `z.tuple([z.string()], z.number())`, is described for OpenAPI 3.0 as one
# that holds exactly one item, which forbids what zod takes.
#
# Guess: the single value of older versions of zod is asked for, and the first of several is what comes; of a tuple the items are
# counted before the rest is looked at.
#
# Seen with @asteasolutions/zod-to-openapi 9.1.0 and zod 4.6.7. What was expected: an `enum` of all three values, as zod's own
# `toJSONSchema` writes it, and no `maxItems`.
#
# Why it matters: a client made from the document has one value to send where the server takes three, and reads the others as
# unknown. Nothing in the document shows that something is missing; `z.enum` is described whole.
#
# Needs Node.js 20 with npm, and its registry. Prints what is seen, and fails if that changes.

set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --ignore-scripts @asteasolutions/zod-to-openapi@9.1.0 zod@4.6.7
cat >seen.mjs <<'JS'
import { OpenAPIRegistry, OpenApiGeneratorV3, extendZodWithOpenApi } from "@asteasolutions/zod-to-openapi";
import { z } from "zod";

extendZodWithOpenApi(z);
const registry = new OpenAPIRegistry();
registry.register("Several", z.literal(["p", "q", 7]));
registry.register("Rest", z.tuple([z.string()], z.number()));
for (const [name, schema] of Object.entries(new OpenApiGeneratorV3(registry.definitions).generateComponents().components.schemas)) {
  console.log(name, JSON.stringify(schema));
}
console.log("zod itself", JSON.stringify(z.toJSONSchema(z.literal(["p", "q", 7])).enum));
JS
node seen.mjs | tee seen.txt
diff seen.txt - <<'TEXT'
Several {"type":"string","enum":["p"]}
Rest {"type":"array","items":{"type":"string"},"minItems":1,"maxItems":1}
zod itself ["p","q",7]
TEXT
