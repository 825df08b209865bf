import { expect, test } from "@jest/globals";
import { dictionary } from "@zxcvbn-ts/language-common";
import { checkStrength } from "./password-strength.ts";

const MIN_LENGTH = 12;

test.each([
  "passwordpassword",
  "Password Password",
  "PASSWORD1234",
  "Password2026!!!",
  "p@ssw0rd-12345",
  "123456789012",
  "012345678901234",
  "abcdefghijkl",
  "zyxwvutsrqpo",
  "qwertyuiopqw",
  "aaaaaaaaaaaaa",
  "abc1abc1abc1",
  "Summer2026!!!",
  "dragondragon77",
  "correct horse battery staple",
])("%s is refused", (password) => {
  expect(() => checkStrength(password)).toThrow(expect.objectContaining({ reason: "PASSWORD_TOO_WEAK" }));
});

test("the most common passwords are refused, as they are and made long enough with digits", () => {
  const digits = "123456789012";
  const common = dictionary["passwords-common"].filter((password) => /[a-z]{4}/i.test(password.slice(0, 4)));
  const padded = common.map(
    (password) => password + digits.slice(0, Math.max(0, MIN_LENGTH - password.length)),
  );
  const taken = padded.filter((password) => {
    try {
      checkStrength(password);
      return true;
    } catch {
      return false;
    }
  });
  expect(padded.length).toBeGreaterThan(30_000);
  expect(taken).toEqual([]);
});

test.each([
  "ada.lovelace@example.com",
  "Ada Lovelace 1815!",
  "ada.lovelace1843",
  "AdaLovelace!!!1",
  "example.com-2026",
])("%s is refused to Ada Lovelace, and taken from somebody else", (password) => {
  const owner = { email: "Ada.Lovelace@example.com", displayName: "Ada Lovelace" };
  expect(() => checkStrength(password, owner)).toThrow(
    expect.objectContaining({ reason: "PASSWORD_TOO_WEAK" }),
  );
  expect(() =>
    checkStrength(password, { email: "c@engines.example", displayName: "Charles Babbage" }),
  ).not.toThrow();
});

test.each(["violet-harbour-42", "Tr0ub4dor&3 x", "mein hut der hat", "ζαχαροπλαστείο", "🐢🐢 walk slowly"])(
  "%s is taken",
  (password) => {
    expect(() => checkStrength(password)).not.toThrow();
  },
);
