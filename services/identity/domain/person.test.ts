import { expect, test } from "@jest/globals";
import { personOf } from "./person.ts";

test("takes name, address and language from the standard claims", () => {
  expect(
    personOf({ sub: "1", email: " Ada@example.com ", email_verified: true, name: "Ada", locale: "de_CH" }),
  ).toEqual({
    subject: "1",
    email: "Ada@example.com",
    emailVerified: true,
    displayName: "Ada",
    locale: "de-CH",
  });
  const parts = { sub: "1", email: "a@example.com", given_name: "Ada", family_name: "Lovelace" };
  expect(personOf(parts).displayName).toBe("Ada Lovelace");
  expect(personOf({ sub: "1", email: "a@example.com", locale: "<script>" })).toMatchObject({
    displayName: "a@example.com",
    locale: "",
  });
});

test.each([undefined, false, "false", 1, "yes", null, ["true"]])(
  "an address with email_verified %j is not vouched for",
  (email_verified) => {
    expect(personOf({ sub: "1", email: "a@example.com", email_verified }).emailVerified).toBe(false);
  },
);

test.each(["", "a", "a@b", "a b@example.com", "a@b@example.com", `${"a".repeat(250)}@example.com`, 7])(
  "%j is no address, whoever vouches for it",
  (email) => {
    expect(personOf({ sub: "1", email, email_verified: true })).toMatchObject({
      email: "",
      emailVerified: false,
    });
  },
);

test("Entra's own claim counts for Entra only, and not against email_verified", () => {
  const iss = "https://login.microsoftonline.com/7d9e/v2.0";
  const claims = { sub: "1", email: "a@example.com", xms_edov: true };
  expect(personOf({ ...claims, iss }).emailVerified).toBe(true);
  expect(personOf({ ...claims, iss, email_verified: false }).emailVerified).toBe(false);
  expect(personOf({ ...claims, iss: "https://evil.example/login.microsoftonline.com/" }).emailVerified).toBe(
    false,
  );
});
