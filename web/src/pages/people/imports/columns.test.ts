import { expect, test } from "@jest/globals";
import { guessMeanings, mappingProblem, mapRecords } from "./columns.ts";

test("guesses what usual headings mean, in three languages, each meaning once", () => {
  expect(guessMeanings(["Full name", "E-Mail", "Dept.", "Job title", "Shoe size", "email"])).toEqual([
    "name",
    "email",
    "department",
    "roles",
    "ignore",
    "ignore",
  ]);
  expect(guessMeanings(["Vorname", "Nachname", "E-Mail-Adresse", "Abteilung", "Eintrittsdatum"])).toEqual([
    "first_name",
    "last_name",
    "email",
    "department",
    "join_date",
  ]);
  expect(guessMeanings(["Prénom", "Nom", "Courriel", "manager_email", "attributes.cost"])).toEqual([
    "first_name",
    "last_name",
    "email",
    "manager_email",
    "attribute",
  ]);
});

test("tells what is missing or chosen twice", () => {
  expect(mappingProblem(["name", "ignore"])).toEqual({ kind: "missing" });
  expect(mappingProblem(["first_name", "email"])).toEqual({ kind: "missing" });
  expect(mappingProblem(["name", "email", "email"])).toEqual({ kind: "twice", meaning: "email" });
  expect(mappingProblem(["first_name", "last_name", "email", "attribute", "attribute"])).toBeUndefined();
});

test("gives the columns their fixed names, joins names, and leaves rows at their lines", () => {
  const records = [
    { line: 1, fields: ["Vorname", "Nachname", "Mail", "Kostenstelle (neu)", "Schuhgröße"] },
    { line: 2, fields: ["Ann", "Lee", " ann@example.com ", "4711", "40"] },
    { line: 4, fields: ["Bo", "", "bo@example.com"] },
  ];
  expect(mapRecords(records, ["first_name", "last_name", "email", "attribute", "ignore"])).toEqual([
    { line: 1, fields: ["name", "email", "attributes.Kostenstelle_neu"] },
    { line: 2, fields: ["Ann Lee", "ann@example.com", "4711"] },
    { line: 4, fields: ["Bo", "bo@example.com", ""] },
  ]);
});
