// OpenAI's own library for Node at the gateway.
import assert from "node:assert/strict";
import OpenAI, { toFile } from "openai";
import { zodResponseFormat } from "openai/helpers/zod";
import { z } from "zod";
import { asked, base, closedInTime, key, lastBody, rejects, renew, run } from "./cases.mjs";

const client = new OpenAI({ baseURL: base, apiKey: key, maxRetries: 0, timeout: 20_000 });
const chat = client.chat.completions;
const user = (content) => [{ role: "user", content }];
const ask = (content, more = {}, options = {}) => chat.create({ model: "good", messages: user(content), ...more }, options);
const City = z.object({ name: z.string(), people: z.number().int() });
const weather = {
  type: "function",
  function: {
    name: "weather",
    description: "Tells the weather",
    parameters: { type: "object", properties: { city: { type: "string" } }, required: ["city"] },
    parse: JSON.parse,
    function: ({ city }) => ({ Paris: "21", Oslo: "7" })[city],
  },
};

async function read(stream) {
  let said = "";
  let usage;
  for await (const chunk of stream) {
    said += chunk.choices[0]?.delta.content ?? "";
    usage = chunk.usage ?? usage;
  }
  return { said, total: usage?.total_tokens };
}

await run("openai_sdk.mjs", {
  async unary() {
    const { data, response } = await ask("Grüße, 🌍!").withResponse();
    assert.equal(data.choices[0].message.content, "You said: Grüße, 🌍!");
    assert.equal(response.headers.get("x-patchbay-endpoint"), "good");
    assert.ok(response.headers.get("x-request-id"));
  },
  async stream() {
    const whole = await read(await ask("Grüße, 🌍!", { stream: true, stream_options: { include_usage: true } }));
    assert.deepEqual(whole, { said: "You said: Grüße, 🌍!", total: 12 });
    assert.deepEqual(await read(await ask("Hello", { stream: true, model: "failing-first" })), { said: "You said: Hello", total: undefined });
  },
  async toolsInALoop() {
    for (const stream of [false, true]) {
      const runner = chat.runTools({ model: "good", messages: user("do tools 2"), tools: [weather], stream });
      assert.equal(await runner.finalContent(), "call_0=21; call_1=7");
    }
  },
  async structuredOutput() {
    const answer = await chat.parse({ model: "good", messages: user("Name a city"), response_format: zodResponseFormat(City, "city") });
    assert.deepEqual(answer.choices[0].message.parsed, { name: "Paris", people: 42 });
  },
  async picture() {
    const url = "data:image/png;base64,AAAA";
    const answer = await ask([{ type: "text", text: "do parts" }, { type: "image_url", image_url: { url } }]);
    assert.match(answer.choices[0].message.content, /^text, image_url None [0-9a-f]{12}$/);
  },
  async embeddings() {
    const packed = await client.embeddings.create({ model: "good", input: ["one", "two"] });
    assert.equal((await lastBody()).encoding_format, "base64");
    const floats = await client.embeddings.create({ model: "good", input: ["one", "two"], encoding_format: "float" });
    assert.deepEqual(Array.from(packed.data[1].embedding), floats.data[1].embedding);
  },
  async models() {
    const names = [];
    for await (const model of client.models.list()) names.push(model.id);
    assert.ok(names.includes("failing-first"));
    assert.equal((await client.models.retrieve("good")).id, "good");
    await rejects(OpenAI.NotFoundError, client.models.retrieve("nothing"));
  },
  async errors() {
    const kinds = { 400: OpenAI.BadRequestError, 401: OpenAI.InternalServerError, 404: OpenAI.InternalServerError, 422: OpenAI.BadRequestError };
    Object.assign(kinds, { 413: OpenAI.APIError, 429: OpenAI.RateLimitError, 500: OpenAI.InternalServerError, 529: OpenAI.InternalServerError });
    for (const [status, kind] of Object.entries(kinds)) {
      await renew();
      const e = await rejects(kind, ask(`do error ${status}`));
      assert.ok(e.code && e.type && e.requestID && e.error.metadata.reason, JSON.stringify(e.error));
    }
    await rejects(OpenAI.NotFoundError, ask("Hello", { model: "nothing" }));
    await rejects(OpenAI.NotFoundError, client.files.create({ file: await toFile(Buffer.from("x"), "x"), purpose: "batch" }));
    await rejects(OpenAI.APIConnectionTimeoutError, ask("do silence", {}, { timeout: 300 }));
  },
  async ownRetries() {
    await rejects(OpenAI.RateLimitError, ask("do error 429 retry-after-ms=20", {}, { maxRetries: 2 }));
    assert.equal(await asked("error"), 3);
    await renew();
    await rejects(OpenAI.InternalServerError, ask("do error 401", {}, { maxRetries: 2 }));
    assert.equal(await asked("error"), 4);
  },
  async cutStreams() {
    for (const words of ["do cut", "do error-frame"]) {
      const e = await rejects(OpenAI.APIError, read(await ask(words, { stream: true })));
      assert.equal(e.code, "stream_interrupted");
    }
  },
  async abort() {
    const stream = await ask("do slow", { stream: true });
    let start;
    for await (const chunk of stream) {
      if (chunk.choices[0].delta.content && !start) {
        start = Date.now();
        stream.controller.abort();
      }
    }
    await closedInTime(start);
  },
});
