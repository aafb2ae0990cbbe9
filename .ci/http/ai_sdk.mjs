// Vercel's AI SDK at the gateway, end to end.
import assert from "node:assert/strict";
import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { APICallError, embedMany, generateObject, generateText, RetryError, stepCountIs, streamText, tool } from "ai";
import { z } from "zod";
import { asked, base, closedInTime, key, rejects, run, until } from "./cases.mjs";

const patchbay = createOpenAICompatible({ name: "patchbay", baseURL: base, apiKey: key, includeUsage: true, supportsStructuredOutputs: true });
const model = patchbay("good");
const weather = tool({
  description: "Tells the weather",
  inputSchema: z.object({ city: z.string() }),
  execute: async ({ city }) => ({ Paris: "21", Oslo: "7" })[city],
});

await run("ai_sdk.mjs", {
  async generateText() {
    const { text, usage, finishReason } = await generateText({ model, prompt: "Hello" });
    assert.deepEqual([text, usage.totalTokens, finishReason], ["You said: Hello", 12, "stop"]);
  },
  async streamText() {
    const result = streamText({ model: patchbay("failing-first"), prompt: "Hello" });
    let said = "";
    for await (const piece of result.textStream) said += piece;
    assert.deepEqual([said, (await result.usage).outputTokens, await result.finishReason], ["You said: Hello", 5, "stop"]);
  },
  async streamTextWithTools() {
    const result = streamText({ model, prompt: "do tools 2", tools: { weather }, stopWhen: stepCountIs(3) });
    assert.equal(await result.text, "call_0=21; call_1=7");
    assert.deepEqual((await result.steps)[0].toolCalls.map((call) => call.input.city), ["Paris", "Oslo"]);
  },
  async generateObject() {
    const schema = z.object({ name: z.string(), people: z.number().int() });
    const { object } = await generateObject({ model, schema, prompt: "Name a city" });
    assert.deepEqual(object, { name: "Paris", people: 42 });
  },
  async embedMany() {
    const { embeddings } = await embedMany({ model: patchbay.textEmbeddingModel("good"), values: ["one", "two"] });
    assert.deepEqual(embeddings.map((e) => e.length), [8, 8]);
  },
  async errors() {
    const e = await rejects(APICallError, generateText({ model, prompt: "do error 400", maxRetries: 2 }));
    assert.deepEqual([e.statusCode, await asked("error")], [400, 1]);
    await rejects(RetryError, generateText({ model, prompt: "do error 429 retry-after-ms=20", maxRetries: 1 }));
    assert.equal(await asked("error"), 3);
  },
  async aCutStreamFails() {
    const problems = [];
    const result = streamText({ model, prompt: "do cut", onError: ({ error }) => problems.push(error) });
    await result.consumeStream();
    assert.equal(problems.length, 1);
  },
  async abort() {
    const controller = new AbortController();
    const result = streamText({ model, prompt: "do slow", abortSignal: controller.signal });
    const reading = result.consumeStream();
    await until("it streams", () => asked("slow"));
    const start = Date.now();
    controller.abort();
    await reading;
    await closedInTime(start);
  },
});
