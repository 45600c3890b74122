// Builds the page: one script, one style sheet, two fonts and an index.html that names them.
// `--one FILE` writes everything into one HTML file instead, with a place for stored data.
import { build } from "esbuild";
import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, "../src/technopole/lab/page");
const fonts = join(here, "fonts");
const FONTS = ["source-sans-3.woff2", "archivo.woff2"];
const LICENCES = ["source-sans-3-OFL.txt", "archivo-OFL.txt"];
const LIMIT = 180 * 1024;
const FONT_LIMIT = 120 * 1024;

async function bundle() {
  const options = {
    bundle: true,
    minify: true,
    target: ["es2022"],
    legalComments: "none",
    write: false,
    logLevel: "warning",
  };
  const script = await build({
    ...options,
    entryPoints: [join(here, "src/main.tsx")],
    format: "iife",
    jsx: "automatic",
    jsxImportSource: "preact",
  });
  const style = await build({
    ...options,
    entryPoints: [join(here, "styles/lab.css")],
    external: ["*.woff2"],
  });
  return { script: script.outputFiles[0].text, style: style.outputFiles[0].text };
}

/** Fails when the page outgrows its budget: code and styles 180 kB gzip, fonts 120 kB. */
async function weigh(script, style) {
  const code = gzipSync(script).length + gzipSync(style).length;
  const sizes = await Promise.all(FONTS.map(async (name) => (await readFile(join(fonts, name))).length));
  const font = sizes.reduce((sum, size) => sum + size, 0);
  console.log(`code and styles ${(code / 1024).toFixed(1)} kB gzip, fonts ${(font / 1024).toFixed(1)} kB`);
  if (code > LIMIT) throw new Error(`Code and styles are ${code} bytes gzip; the budget is ${LIMIT}`);
  if (font > FONT_LIMIT) throw new Error(`Fonts are ${font} bytes; the budget is ${FONT_LIMIT}`);
}

const { script, style } = await bundle();
await weigh(script, style);
await mkdir(join(out, "fonts"), { recursive: true });
await writeFile(join(out, "lab.js"), script);
await writeFile(join(out, "lab.css"), style);
await copyFile(join(here, "src/index.html"), join(out, "index.html"));
for (const name of [...FONTS, ...LICENCES]) await copyFile(join(fonts, name), join(out, "fonts", name));
