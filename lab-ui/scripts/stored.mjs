// Writes one HTML file with stored answers inside, to look at the page without a server:
//   npm run dev-stored -- OUT.html region=region.json scenario=scenario.json [claims=claims.json …]
import { readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { oneFile } from "./one-file.mjs";

const [out, ...pairs] = process.argv.slice(2);
if (!out || !pairs.length) {
  console.error("usage: npm run dev-stored -- OUT.html region=FILE scenario=FILE [job=FILE …]");
  process.exit(2);
}
const WHOLE = new Set(["region", "scenario", "fund", "steps", "why", "lang"]);
const stored = { jobs: {} };
for (const pair of pairs) {
  const [name, file] = pair.split(/=(.*)/s);
  const content = JSON.parse(await readFile(file, "utf8"));
  if (WHOLE.has(name)) stored[name] = content;
  else stored.jobs[name] = content;
}
const page = join(dirname(fileURLToPath(import.meta.url)), "../../src/technopole/lab/page");
await writeFile(out, await oneFile(page, stored));
