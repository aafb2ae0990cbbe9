// Runs the cases of a test program, and talks to upstream.py. From the environment: GATEWAY and UPSTREAM, the addresses.
import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";

export const base = `http://${process.env.GATEWAY}/v1`;
export const key = "sk-anything";
const control = `http://${process.env.UPSTREAM}/control`;
const config = process.env.GATEWAY_CONFIG;
const closedWithin = 350;

export const told = async () => (await fetch(control)).json();
export const asked = async (name) => (await told()).counts[name] ?? 0;

// Has the gateway open its endpoints anew: what it has learnt of their health is gone.
export async function renew() {
  const text = await readFile(config, "utf8");
  const number = Number(text.match(/concurrency: (\d+)/)[1]) + 1;
  await writeFile(config, text.replaceAll(/concurrency: \d+/g, `concurrency: ${number}`));
  process.kill(Number(process.env.GATEWAY_PID), "SIGHUP");
  await until("the gateway is renewed", async () =>
    (await (await fetch(`http://${process.env.GATEWAY}/metrics`)).text()).includes(`limit{endpoint="good"} ${number}.0`));
}

export const lastBody = async () => (await fetch(`${control}/last`)).json();

export async function until(what, condition) {
  for (const end = Date.now() + 5000; Date.now() < end; await sleep(10)) {
    const result = await condition();
    if (result) return result;
  }
  assert.fail(`not within 5 s: ${what}`);
}

/** Upstream saw its connection close soon after `since` (Date.now()). */
export async function closedInTime(since) {
  const left = await until("upstream is closed", async () => (await told()).left.at(-1));
  assert.ok(left * 1000 - since < closedWithin, `upstream was closed after ${left * 1000 - since} ms`);
}

/** The error, of exactly this class. */
export async function rejects(kind, promise) {
  let error;
  await assert.rejects(promise, (e) => Boolean((error = e)));
  assert.equal(error.constructor.name, kind.name, error.stack);
  return error;
}

export async function run(program, cases) {
  let failed = 0;
  for (const [name, play] of Object.entries(cases)) {
    await fetch(control, { method: "POST" });
    await renew();
    try {
      await play();
    } catch (e) {
      failed++;
      console.error(`http: ${program}: ${name} FAILED\n${e.stack}`);
    }
  }
  const all = Object.keys(cases).length;
  console.log(`http: ${program}: ${all - failed} of ${all} cases`);
  process.exit(failed ? 1 : 0);
}
