// A farm that does what `main.tsp` says: what each operation was given stands in what it responds with.

import { readFileSync } from "node:fs";
import { createServer } from "node:http";

const description = readFileSync(new URL("openapi.json", import.meta.url));
const json = (status, value) => ({ status, type: "application/json", body: JSON.stringify(value) });
const isWhole = (value) => Number.isInteger(value);

const news = [
  ["born", '{"kind":"cow","name":"Lotte","milk":20}'],
  ["laid", "3"],
  ["word", '"quoted"'],
  ["note", '"plain"'],
  ["storm", "soon"],
  ["message", "[DONE]"],
].map(([event, data]) => `event: ${event}\ndata: ${data}\n\n`).join("");

const handlers = {
  "GET /openapi.json": () => ({ status: 200, type: "application/json", body: description }),
  "GET /animals": ({ query, headers }) =>
    json(200, { given: { kind: query.getAll("kind"), tags: query.getAll("tags"), trace: headers["x-trace"] ?? null } }),
  "PUT /animals": ({ body }) => {
    const known = { cow: (one) => isWhole(one.milk), hen: () => true }[body.kind];
    return known?.(body) ? json(200, body) : json(400, { message: "no animal" });
  },
  "GET /animals/nobody": () => json(404, { message: "no such animal" }),
  "GET /animals/Berta": () => json(200, { kind: "hen", name: "Berta", eggs: 3, laid: ["2026-01-02T03:04:05Z"] }),
  "GET /animals/Odd": () => json(200, { kind: "yak", name: "Odd", horns: 2 }),
  "POST /fields": ({ body }) => ("id" in body ? json(400, { message: "an id" }) : json(201, { id: "f1", ...body })),
  "PATCH /fields": ({ body }) => json(200, { given: body }),
  "DELETE /fields": () => ({ status: 204 }),
  "PUT /shed": ({ body }) => json(200, body),
  "GET /shed/count": () => ({ status: 200, type: "text/plain", body: "12" }),
  "POST /shed/plan": ({ bytes, headers }) => {
    const boundary = /boundary="?([^";]+)/.exec(headers["content-type"])[1];
    const parts = bytes.toString("latin1").split(`--${boundary}`).slice(1, -1);
    const given = parts.map((part) => {
      const [head, ...rest] = part.split("\r\n\r\n");
      const name = /name="([^"]*)"/.exec(head)[1];
      return [name, Buffer.from(rest.join("\r\n\r\n").slice(0, -2), "latin1").toString("hex")];
    });
    return json(200, { given: Object.fromEntries(given) });
  },
  "GET /news": () => ({ status: 200, type: "text/event-stream", body: news }),
  "GET /news/lines": () => ({ status: 200, type: "application/jsonl", body: '{"kind":"hen","name":"Berta"}\n' }),
  "GET /shed/raw": () => ({ status: 200, type: "application/octet-stream", body: Buffer.from([255, 0]) }),
};

createServer(async (request, response) => {
  const url = new URL(request.url, "http://farm");
  const bytes = Buffer.concat(await request.toArray());
  const isJson = (request.headers["content-type"] ?? "").includes("json");
  const handler = handlers[`${request.method} ${url.pathname}`];
  const given = { query: url.searchParams, headers: request.headers, bytes, body: isJson ? JSON.parse(bytes) : undefined };
  const { status, type, body } = handler?.(given) ?? { status: 404 };
  response.writeHead(status, type && { "content-type": type }).end(body);
}).listen(Number(process.env.PORT), "127.0.0.1");
