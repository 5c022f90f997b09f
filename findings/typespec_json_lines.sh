#!/usr/bin/env bash
#
# Finding: TypeSpec describes a stream of server-sent events under OpenAPI 3.2 with `itemSchema`, but not a stream of JSON Lines, which the
# library has a model for: `JsonlStream<Reading>` becomes `application/jsonl` with the schema of one text, and nothing says what is on
# its lines. Nor is there a warning, as there is of streams in 3.1.
#
# Guess: only the schema of events is written in a module of its own; what is no stream of events falls through to the body of the
# model, which is a `string`.
#
# Seen with @typespec/openapi3 1.11.0 (the last that runs on Node.js 20; 1.16.0 does the same on 22). What was expected: `itemSchema` with a
# reference to `Reading`.
#
# Why it matters: JSON Lines is the simplest of the streams that 3.2 describes. From the document nobody can read an item as what it is.
#
# Needs Node.js 20 with npm, and its registry. Prints what is seen, and fails if that changes.

set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts @typespec/compiler@1.11.0 @typespec/http@1.11.0 \
    @typespec/openapi@1.11.0 @typespec/openapi3@1.11.0 @typespec/events@0.81.0 @typespec/sse@0.81.0 @typespec/streams@0.81.0
cat >main.tsp <<'TSP'
import "@typespec/events";
import "@typespec/http";
import "@typespec/http/streams";
import "@typespec/sse";

using Events;
using Http;
using Http.Streams;
using SSE;

@service
namespace Station;

model Reading {
  celsius: float64;
}

@events
union Readings {
  reading: Reading,
}

@get @route("/events") op events(): SSEStream<Readings>;
@get @route("/lines") op lines(): JsonlStream<Reading>;
TSP
cat >tspconfig.yaml <<'YAML'
emit: ["@typespec/openapi3"]
options:
  "@typespec/openapi3":
    emitter-output-dir: "{project-root}"
    output-file: openapi.json
    file-type: json
    openapi-versions: [3.2.0]
YAML
npx tsp compile main.tsp >compiled.txt
{
    node -e '
        const document = JSON.parse(require("fs").readFileSync("openapi.json"));
        console.log(document.openapi);
        for (const [path, { get }] of Object.entries(document.paths)) {
            for (const [mediaType, content] of Object.entries(get.responses[200].content)) {
                console.log(path, mediaType, Object.keys(content).join(), JSON.stringify(content).includes("schemas/Reading"));
            }
        }
    '
    echo "warnings: $(grep -c warning compiled.txt || true)"
} | tee seen.txt
diff seen.txt - <<'TEXT'
3.2.0
/events text/event-stream itemSchema true
/lines application/jsonl schema false
warnings: 0
TEXT
