#!/usr/bin/env bash
#
# Finding: the route `/pages/:book/:page?`, whose last segment may be left out, becomes another thing with each emitter. The plugin
# of Fastify leaves the question mark in the path of the document: `/pages/{book}/{page}?`. That of Elysia writes two paths, as
# OpenAPI wants it, but the shorter one has the parameter `page` as well, as one that is required and stands nowhere in the path.
#
# Guess: neither plugin reads the router's own grammar: one replaces the names alone, the other gives both paths the parameters of
# the one route.
#
# Seen with @fastify/swagger 9.9.3 on Fastify 5.12.8, and @elysiajs/openapi 1.4.16 on Elysia 1.4.30. What was expected: the paths
# `/pages/{book}` and `/pages/{book}/{page}`, each with the parameters that stand in it.
#
# Why it matters: a client that follows the first document asks for a path with a question mark behind it, and never for the short
# one; the second document breaks a rule of OpenAPI, so that strict readers refuse it whole.
#
# Needs Node.js 20 with npm, and its registry. Prints what is seen, and fails if that changes.

set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --ignore-scripts \
  fastify@5.12.8 @fastify/swagger@9.9.3 elysia@1.4.30 @elysiajs/openapi@1.4.16
cat >seen.mjs <<'JS'
import fastify from "fastify";
import swagger from "@fastify/swagger";
import { Elysia, t } from "elysia";
import { openapi } from "@elysiajs/openapi";

const show = (name, { paths }) => {
  for (const [path, { get }] of Object.entries(paths)) {
    console.log(name, path, ...get.parameters.map((one) => `${one.name}:${one.required}`));
  }
};
const app = fastify();
await app.register(swagger, { openapi: { openapi: "3.1.0" } });
app.get("/pages/:book/:page?", async () => "");
await app.ready();
show("fastify", app.swagger());

const params = t.Object({ book: t.String(), page: t.Optional(t.String()) });
const server = new Elysia().use(openapi()).get("/pages/:book/:page?", () => "");
const response = await server.handle(new Request("http://localhost/openapi/json"));
show("elysia", await response.json());
JS
node seen.mjs | tee seen.txt
diff seen.txt - <<'TEXT'
fastify /pages/{book}/{page}? book:true page:true
elysia /pages/{book}/{page} book:true page:true
elysia /pages/{book} book:true page:true
TEXT
