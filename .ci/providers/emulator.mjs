// An emulator of the services that others wrote (aimock), with what it shall answer. Its journal tells what was asked.
import { LLMock } from "@copilotkit/aimock";

const emulator = new LLMock({ port: 0, auth: { apiKeys: [process.env.KEY] } });
emulator.on({ userMessage: "Say hello" }, { content: "Grüße, 🌍! How are you today?" });
emulator.on({ userMessage: "Think" }, { content: "Nine.", reasoning: "Three times three." });
emulator.on({ userMessage: "weather", hasToolResult: true }, { content: "It is mild in Oslo." });
emulator.on(
  { userMessage: "weather" },
  {
    toolCalls: [
      { name: "get_weather", arguments: { city: "Oslo" } },
      { name: "get_weather", arguments: { city: "Rome" } },
    ],
  },
);
emulator.on({ userMessage: "Go on and on" }, { content: "and so on", finishReason: "length" });
emulator.on({ userMessage: "Hurry" }, { error: { message: "slow down", type: "rate_limit_error" }, status: 429 });
emulator.onRerank("Who wrote Hamlet?", [
  { index: 1, relevance_score: 0.9 },
  { index: 0, relevance_score: 0.2 },
]);
await emulator.start();
console.log(`listening http ${new URL(emulator.url).host}`);
console.log("ready");
process.on("SIGTERM", () => process.exit(0));
