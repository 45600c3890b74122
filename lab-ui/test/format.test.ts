import assert from "node:assert/strict";
import { test } from "node:test";
import { amount, figure, list, number, short } from "../src/format";
import { nameInUnit, tableUnitName, unitName } from "../src/units";

const THIN = "\u202f";

test("numbers have at most three significant digits", () => {
  assert.equal(number(161_234), "161,000");
  assert.equal(number(0.6567), "0.657");
  assert.equal(number(-0.0642, "en", { sign: true }), "\u22120.0642");
  assert.equal(number(1.929e6), "1.93 million");
  assert.equal(number(4.124e11), "412 bn");
  assert.equal(number(1e-9), "0");
  assert.equal(number(null), "–");
});

test("Chinese counts in ten thousands and hundred millions, each in its own letters", () => {
  assert.equal(number(1.93e6, "zh-Hant"), "193 萬");
  assert.equal(number(1.93e6, "zh-Hans"), "193 万");
  assert.equal(number(4.12e11, "zh-Hant"), "4,120 億");
  assert.equal(number(4.12e11, "zh-Hans"), "4,120 亿");
  assert.equal(number(553_000, "zh-Hant"), "553,000");
});

test("no digit is finer than the band is wide", () => {
  assert.equal(number(161_234, "en", { band: 30_000 }), "160,000");
  assert.equal(number(23.43, "en", { band: 4 }), "23");
  assert.equal(number(0.663, "en", { band: 0.08 }), "0.66");
  assert.equal(number(0.663, "en", { band: 1e-9 }), "0.663");
});

test("shares print as percent and their changes as points", () => {
  assert.equal(amount(0.2342, "share"), `23.4${THIN}%`);
  assert.equal(amount(0.041, "share", "en", { sign: true }), `+4.1${THIN}pt`);
  assert.equal(amount(0.3, "share of net wages"), `30${THIN}%`);
  assert.equal(figure(0.2342, "share"), "23.4");
});

test("a table's own figure keeps the table's unit", () => {
  assert.equal(tableUnitName("share", "en"), "share");
  assert.equal(tableUnitName("比例", "zh-Hant"), "比例");
  assert.equal(tableUnitName("m2 per job", "en"), "m² per job");
});

test("money carries its sign in English and its word in Chinese", () => {
  assert.equal(amount(4.12e11, "HKD"), `HK$${THIN}412 bn`);
  assert.equal(amount(-2500, "HKD a year"), `\u2212HK$${THIN}2,500 a year`);
  assert.equal(amount(4.12e11, "HKD", "zh-Hant"), "4,120 億港元");
  assert.equal(short(4.12e11, "HKD", "zh-Hans"), "4,120 亿港元");
  assert.equal(short(1.02e11, "HKD", "en", { sign: true }), "+102 bn");
});

test("a lever in billions or millions is told in hundred millions in Chinese", () => {
  assert.equal(amount(32.5, "十億港元", "zh-Hant"), "325 億港元");
  assert.equal(amount(0.4, "十亿港元", "zh-Hans"), "4 亿港元");
  assert.equal(amount(150, "百萬港元／年", "zh-Hant"), "1.5 億港元／年");
  assert.equal(amount(600, "百万 NOR", "zh-Hans"), "6 亿 NOR");
  assert.equal(figure(32.5, "十億港元", "zh-Hant"), "325");
  assert.equal(unitName("十億港元", "zh-Hant"), "億港元");
  assert.equal(amount(32.5, "HK$ bn"), `HK$${THIN}32.5 bn`);
});

test("counted things keep their word with the amount and lose it on the scorecard", () => {
  assert.equal(amount(161_000, "jobs"), "161,000 jobs");
  assert.equal(short(161_000, "jobs"), "161,000");
  assert.equal(amount(0.61, "index, 0 to 1"), "0.61");
  assert.equal(amount(2034, "year"), "2034");
});

test("a name and its unit are said once each, in any language", () => {
  assert.equal(nameInUnit("Jobs per working resident", "jobs", "en"), "Jobs per working resident");
  assert.equal(nameInUnit("每名在職居民的職位", "jobs", "zh-Hant"), "每名在職居民的職位");
  assert.equal(nameInUnit("每名在职居民的岗位", "jobs", "zh-Hans"), "每名在职居民的岗位");
  assert.equal(nameInUnit("Mean minutes to work", "minutes", "en"), "Mean minutes to work");
  assert.equal(nameInUnit("平均上班時間", "minutes", "zh-Hant"), "平均上班時間，分鐘");
  assert.equal(nameInUnit("Home rent", "HKD per m2 a year", "en"), `Home rent, ${unitName("HKD per m2 a year", "en")}`);
});

test("lists join as the language does", () => {
  assert.equal(list(["a"], "en"), "a");
  assert.equal(list(["a", "b", "c"], "en"), "a, b and c");
  assert.equal(list(["甲", "乙", "丙"], "zh-Hant"), "甲、乙及丙");
  assert.equal(list(["甲", "乙"], "zh-Hans"), "甲和乙");
});
