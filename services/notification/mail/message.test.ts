import { describe, expect, test } from "@jest/globals";
import { isAddress, messageIdOf, senderOf } from "./message.ts";

describe("the sender", () => {
  test("is read with and without a name", () => {
    expect(senderOf("Countersign <no-reply@example.com>")).toEqual({
      name: "Countersign",
      address: "no-reply@example.com",
    });
    expect(senderOf("no-reply@example.com")).toEqual({ name: "", address: "no-reply@example.com" });
  });

  test.each(["", "nobody", "a@example.com, b@example.com", "A <a@b@c>"])("can't be %j", (mailFrom) => {
    expect(() => senderOf(mailFrom)).toThrow(/MAIL_FROM/);
  });
});

test.each([
  ["ada@example.com", true],
  ["ada+tag.x_y-z'o@sub.example.co", true],
  ["jörg@müller.example", true],
  ["ada", false],
  ["@example.com", false],
  ["a b@example.com", false],
  ["a@example.com\r\n", false],
  ["<a@example.com>", false],
  ["a@example.com,b@example.com", false],
  [`${"a".repeat(250)}@example.com`, false],
])("%j is an address: %s", (text, wanted) => {
  expect(isAddress(text)).toBe(wanted);
});

test("a Message-ID is made of the delivery and the sender's domain", () => {
  expect(messageIdOf("dlv_1", { name: "", address: "x@example.com" })).toBe("<dlv_1@example.com>");
});
