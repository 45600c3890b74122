import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as after } from "node:timers/promises";
import { Engine } from "../src/engine";
import type { Source } from "../src/source";
import { INITIAL, Store, type State } from "../src/store";
import type { LightScenario } from "../src/types";

const BANDS = { found: 32, rows: [] } as unknown as State["bands"];

/** A source that answers light questions alone; the scenario named "p~bad" does not settle. */
function source(): Source {
  const light = async ({ b }: { b: string }) => {
    const status = b === "p~bad" ? { converged: false, failure: "2030" } : { converged: true };
    return { status, layers: [] } as unknown as LightScenario;
  };
  const none = async () => undefined;
  return { live: true, light, scenario: none, startJob: none } as unknown as Source;
}

function opened(): Store {
  const info = { about: { id: "r", years: [2021] }, layers: [] } as unknown as State["info"];
  const scenario = { layers: [] } as unknown as State["scenario"];
  const shown = { a: "base", b: "p" };
  return new Store({ ...INITIAL, region: "r", ...shown, shown, info, scenario, bands: BANDS, work: "ready" });
}

test("bands stay with the results they are about", async () => {
  const store = opened();
  new Engine(store, source());
  store.set({ b: "p~bad" });
  assert.equal(store.get().bands, BANDS);
  await after(50);
  assert.equal(store.get().work, "failed");
  assert.equal(store.get().bands, BANDS);
  store.set({ b: "p~good" });
  assert.equal(store.get().bands, BANDS);
  await after(300);
  assert.deepEqual(store.get().shown, { a: "base", b: "p~good" });
  assert.equal(store.get().bands, null);
});

test("bands of settings that are no longer shown are left", async () => {
  const asked: string[] = [];
  const left: string[] = [];
  const jobs = {
    startJob: async ({ b }: { b: string }) => (asked.push(b), { id: `job of ${b}` }),
    leaveJob: async (id: string) => void left.push(id),
    watchJob: () => () => undefined,
  };
  const store = opened();
  new Engine(store, { ...source(), ...jobs } as unknown as Source);
  store.set({ b: "p~good" });
  await after(2000);
  assert.deepEqual([asked, left], [["p~good"], []]);
  store.set({ b: "p~better" });
  assert.deepEqual(left, ["job of p~good"]);
  await after(2000);
  assert.deepEqual(asked, ["p~good", "p~better"]);
});

test("another language renames the regions too", async () => {
  const store = opened();
  const told = {
    regions: async (lang: string) => [{ id: "r", name: `r in ${lang}` }],
    region: async () => store.get().info,
    scenario: async () => ({ status: { converged: true }, layers: [] }),
  };
  new Engine(store, { ...source(), ...told } as unknown as Source);
  store.set({ lang: "zh-Hans" });
  await after(50);
  assert.equal(store.get().regions[0]?.name, "r in zh-Hans");
});
