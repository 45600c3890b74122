// Puts a built page, its fonts and stored answers into one HTML text that opens without a network.
import { readFile } from "node:fs/promises";
import { join } from "node:path";

const FONT = /url\("?(fonts\/[\w.-]+\.woff2)"?\)/g;

/** Returns the whole page. Text inside <script> must not end it, so every "<" of the data is escaped. */
export async function oneFile(page, stored) {
  const [html, script, style] = await Promise.all(
    ["index.html", "lab.js", "lab.css"].map((name) => readFile(join(page, name), "utf8")),
  );
  const data = JSON.stringify(stored).replaceAll("<", "\\u003c");
  const css = await withFonts(page, style);
  const parts = {
    '<link rel="stylesheet" href="lab.css">': `<style>${css}</style>`,
    "<!--stored-->": `<script type="application/json" id="stored">${data}</script>`,
    '<script src="lab.js"></script>': `<script>${script.replaceAll("</script", "<\\/script")}</script>`,
  };
  return Object.entries(parts).reduce((text, [mark, part]) => {
    if (!text.includes(mark)) throw new Error(`index.html lacks ${mark}`);
    return text.replace(mark, () => part);
  }, html);
}

async function withFonts(page, style) {
  const names = [...new Set([...style.matchAll(FONT)].map((match) => match[1]))];
  const coded = new Map(
    await Promise.all(
      names.map(async (name) => [name, (await readFile(join(page, name))).toString("base64")]),
    ),
  );
  return style.replace(FONT, (_, name) => `url(data:font/woff2;base64,${coded.get(name)})`);
}
