// A workshop in Hono with zod-openapi: what each operation was given stands in what it responds with.

import { serve } from "@hono/node-server";
import { OpenAPIHono, createRoute, z } from "@hono/zod-openapi";
import { streamSSE } from "hono/streaming";

const app = new OpenAPIHono();

const Saw = z.object({ kind: z.literal("saw"), teeth: z.number().int() }).openapi("Saw");
const Drill = z.object({ kind: z.literal("drill"), bits: z.array(z.string()).optional() }).openapi("Drill");
const Tool = z.discriminatedUnion("kind", [Saw, Drill]).openapi("Tool");
const Order = z
  .object({
    id: z.uuid(),
    count: z.int32(),
    note: z.string().nullable().optional(),
    size: z.enum(["small", "large"]),
    due: z.iso.datetime().optional(),
    tools: z.array(Tool),
    stock: z.record(z.string(), z.number()).optional(),
    corner: z.tuple([z.number(), z.number()]).optional(),
  })
  .openapi("Order");
const Anything = z.record(z.string(), z.unknown());
const Problem = z.object({ message: z.string() }).openapi("Problem");

const json = (schema) => ({ content: { "application/json": { schema } } });
const described = (schema) => ({ description: "Done.", ...json(schema) });
const route = (method, path, operationId, rest, handler) =>
  app.openapi(createRoute({ method, path, operationId, tags: ["workshop"], ...rest }), handler);

route(
  "post",
  "/orders",
  "addOrder",
  { request: { body: { required: true, ...json(Order) } }, responses: { 201: described(Order) } },
  (c) => c.json(c.req.valid("json"), 201),
);

route(
  "get",
  "/orders/{id}",
  "readOrder",
  {
    request: {
      params: z.object({ id: z.coerce.number().int().openapi({ param: { name: "id", in: "path" } }) }),
      query: z.object({ page: z.coerce.number().int().optional(), tag: z.array(z.string()).or(z.string()).optional() }),
      headers: z.object({ "x-trace": z.string().optional() }),
    },
    responses: { 200: described(Anything), 404: described(Problem) },
  },
  (c) => {
    const { id } = c.req.valid("param");
    if (id === 0) return c.json({ message: "no such order" }, 404);
    return c.json({ id, ...c.req.valid("query"), trace: c.req.header("x-trace") ?? null }, 200);
  },
);

route(
  "put",
  "/tool",
  "putTool",
  { request: { body: { required: true, ...json(Tool) } }, responses: { 200: described(Tool) } },
  (c) => c.json(c.req.valid("json"), 200),
);

// The same objects, told apart by nothing but their values.
route(
  "put",
  "/thing",
  "putThing",
  {
    request: { body: { required: true, ...json(z.union([Saw, Drill, z.string(), z.null()])) } },
    responses: { 200: described(z.union([Saw, Drill, z.string(), z.null()])) },
  },
  (c) => c.json(c.req.valid("json"), 200),
);

route(
  "patch",
  "/order",
  "changeOrder",
  { request: { body: { required: true, ...json(Order.partial()) } }, responses: { 200: described(Anything) } },
  (c) => c.json({ given: c.req.valid("json") }, 200),
);

route(
  "get",
  "/ticks",
  "ticks",
  { responses: { 200: { description: "Done.", content: { "text/event-stream": { schema: z.object({ n: z.number() }) } } } } },
  (c) =>
    streamSSE(c, async (stream) => {
      for (const n of [0, 1, 2]) await stream.writeSSE({ data: JSON.stringify({ n }), id: String(n) });
    }),
);

route("delete", "/orders", "removeOrders", { responses: { 204: { description: "Done." } } }, (c) => c.body(null, 204));

app.openAPIRegistry.registerComponent("securitySchemes", "key", { type: "apiKey", in: "header", name: "x-key" });
route("get", "/secret", "secret", { security: [{ key: [] }], responses: { 200: described(Anything) } }, (c) =>
  c.json({ key: c.req.header("x-key") ?? null }, 200),
);

app.doc31("/openapi.json", { openapi: "3.1.0", info: { title: "Workshop", version: "1.0.0" } });
serve({ fetch: app.fetch, hostname: "127.0.0.1", port: Number(process.env.PORT) });
