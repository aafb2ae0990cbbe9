#!/usr/bin/env node
// Prints an answer as it is made: text on stdout, route, usage and errors on stderr.
import { Gateway, GatewayError } from "./gateway.js";

const [address, model, prompt, ...rest] = process.argv.slice(2);
if (prompt === undefined || rest.length > 0) {
  console.error("usage: stream_chat ADDRESS MODEL PROMPT\n  ADDRESS: HOST:PORT of the gateway's gRPC listener");
  process.exit(2);
}

try {
  const gateway = new Gateway(address, process.env.PATCHBAY_KEY);
  for await (const event of gateway.stream(model, prompt)) show(event.kind);
} catch (error) {
  if (!(error instanceof GatewayError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

function show({ case: kind, value }) {
  switch (kind) {
    case "text":
      process.stdout.write(value.text);
      break;
    case "started":
    case "routeChanged":
      showRoute(value.route);
      break;
    case "completed":
    case "interrupted":
      process.stdout.write("\n");
      showUsage(value.usage);
      break;
  }
}

function showRoute(route) {
  console.error(`route: ${route?.upstreamModel} at ${route?.endpoint} (${route?.provider})`);
}

function showUsage(usage) {
  const note = usage?.estimated ? ", estimated" : "";
  console.error(`usage: ${usage?.inputTokens ?? 0} tokens in, ${usage?.outputTokens ?? 0} out${note}`);
}
