import assert from "node:assert/strict";
import { test } from "node:test";
import { fill, wordsOf } from "../src/words";

const LANGS = ["zh-Hant", "zh-Hans"] as const;

/** Places to be filled; a translation may leave one out, but not invent one. */
function places(text: string): string[] {
  return [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? "");
}

test("translations fill no place the English does not know", () => {
  const known: Record<string, string[]> = { "plan.s_more": ["count", "total"] };
  for (const lang of LANGS) {
    for (const [table, english] of Object.entries(wordsOf("en"))) {
      const words = wordsOf(lang)[table as keyof ReturnType<typeof wordsOf>] as Record<string, string>;
      for (const [key, text] of Object.entries(english)) {
        const allowed = known[`${table}.${key}`] ?? places(text);
        const wrong = places(words[key] ?? "").filter((place) => !allowed.includes(place));
        assert.deepEqual(wrong, [], `${lang} ${table}.${key}`);
      }
    }
  }
});

test("every word is there, and Traditional and Simplified use their own letters", () => {
  for (const lang of LANGS)
    for (const [table, words] of Object.entries(wordsOf(lang)))
      for (const [key, text] of Object.entries(words as Record<string, string>))
        assert.ok(
          text.trim() !== "" || wordsOf("en")[table as "shell"][key as "views"].trim() === "",
          `${lang} ${table}.${key}`,
        );
  const simplified = /[为级误对临认项设处个]/; // letters that Hong Kong does not write
  const traditional = /[為級誤對項設處個與務]/;
  const all = (lang: (typeof LANGS)[number]) =>
    Object.values(wordsOf(lang)).flatMap((words) => Object.entries(words as Record<string, string>));
  assert.deepEqual(
    all("zh-Hant").filter(([, text]) => simplified.test(text)),
    [],
  );
  assert.deepEqual(
    all("zh-Hans").filter(([, text]) => traditional.test(text)),
    [],
  );
});

test("values are put in as they are, and unknown places stay", () => {
  assert.equal(fill("{a} of {b}", { a: "$&", b: 2 }), "$& of 2");
  assert.equal(fill("{c}", { a: 1 }), "{c}");
});
