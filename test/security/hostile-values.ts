import fc from "fast-check";

/** A JSON value; objects are kept as texts where an object can't say them (keys such as `__proto__`). */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** Texts that mean something to somebody: a database, a shell, a spreadsheet, a browser, a template, a parser. */
const TEXTS: readonly string[] = [
  "",
  " ",
  "$gt",
  "$where",
  '{"$gt":""}',
  "$__proto__.x",
  "a.b.c",
  "__proto__",
  "constructor.prototype",
  "\u0000",
  "before\u0000after",
  "\ud800",
  "a\udfffb",
  "\u202eevil\u2066",
  "\u200d\ufeff",
  "Z\u0351\u0341\u0336".repeat(50),
  "\u0130\u0131\ufb01\u1e9e",
  "=cmd|' /C calc'!A0",
  "+1+cmd",
  "-2+3",
  "@SUM(1+1)",
  "\t=1+1",
  "\r\nSet-Cookie: a=b",
  "<script>alert(1)</script>",
  "<img src=x onerror=alert(1)>",
  "[x](javascript:alert(1))",
  "![x](data:text/html,<script>)",
  "../../../../etc/passwd",
  "..\\..\\windows\\win.ini",
  "%2e%2e%2f",
  "file:///etc/passwd",
  "http://169.254.169.254/latest/meta-data",
  "' OR 1=1 --",
  "{{sla}}",
  "{{__proto__}}",
  "{{constructor}}",
  "{{{{}}}}",
  "$".concat("{7*7}"),
  "(a+)+$",
  "[",
  "*",
  "\\",
  "^((a+)+)+!",
  "2026-02-30",
  "0000-00-00",
  "9999-12-31",
  "Etc/../../passwd",
  "zz-".concat("x".repeat(30)),
  "NaN",
  "-Infinity",
  "9223372036854775808",
  "1e400",
  "null",
  "cus_00000000000000000000000000",
  "usr_00000000000000000000000000",
  "apk_zzzzzzzzzzzzzzzzzzzzzzzzzz",
];

const lengths = fc.constantFrom(199, 201, 253, 1_000, 10_001, 100_000);

/** A hostile text. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...TEXTS) },
  { weight: 2, arbitrary: fc.string({ unit: "binary", maxLength: 40 }) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom("a", "\u0000", "\u00e9", "(", "a@", "\n"), lengths)
      .map(([unit, times]) => unit.repeat(times)),
  },
);

const deep: Json = JSON.parse(`${"[".repeat(300)}${"]".repeat(300)}`);
const deepObject: Json = JSON.parse(`${'{"a":'.repeat(300)}1${"}".repeat(300)}`);

const operators = fc.constantFrom<Json>(
  { $gt: "" },
  { $where: "while(true){}" },
  { $ne: null },
  { "a.b": "x", $set: "y" },
  { "": "empty" },
  { "\u0000": "nul" },
  JSON.parse('{"__proto__": "polluted", "constructor": "x"}'),
);

const odd = fc.constantFrom<Json>(
  null,
  true,
  -1,
  0.5,
  2 ** 31,
  -(2 ** 31) - 1,
  2 ** 53,
  1e308,
  "-9223372036854775808",
  "18446744073709551616",
  [],
  {},
  [null],
  [[]],
  "0001-01-01T00:00:00Z",
  "9999-12-31T23:59:59.999999999Z",
  "1969-12-31T23:59:59.5Z",
  "2026-02-30T00:00:00Z",
  "315576000000s",
  "-315576000000s",
  "0.000000001s",
  99_999,
  -99_999,
  deep,
  deepObject,
);

const many = fc
  .tuple(hostileText, fc.constantFrom(2, 201, 5_001))
  .map(([text, times]): Json => Array.from({ length: times }, () => text.slice(0, 50)));

/** A value of whatever type. */
export const hostileJson: fc.Arbitrary<Json> = fc.oneof(
  { weight: 6, arbitrary: hostileText },
  { weight: 4, arbitrary: odd },
  { weight: 2, arbitrary: operators },
  { weight: 1, arbitrary: many },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }).map((value) => value as Json) },
);

const INT64 = { least: -(2n ** 63n), most: 2n ** 63n - 1n };

/** Seconds of timestamps and durations, in range and far out of it. */
export const hostileSeconds = fc.constantFrom(
  INT64.least,
  INT64.most,
  -62_135_596_801n,
  253_402_300_800n,
  8_640_000_000_001n,
  -1n,
  0n,
);

/** Whole numbers at the edges of their types. */
export const hostileInt32 = fc.constantFrom(-1, 0, 1, 2 ** 31 - 1, -(2 ** 31), 201, 10_001);
export const hostileInt64 = fc.constantFrom(INT64.least, INT64.most, -1n, 0n, 2n ** 53n);
