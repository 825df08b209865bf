import { expect, test } from "@jest/globals";
import { refusedRows } from "./refused-rows.ts";

const TITLES = { line: "Line", column: "Column", wrong: "Wrong" };
const REFUSALS = [
  { line: 3, column: "email", message: "No address." },
  { line: 3, column: "", message: "Too long." },
];

test("gives each refused row once, whole, with all that is wrong with it", () => {
  const sent = "name,email\nAnn,ann@example.com\nBo,bo\n";
  expect(refusedRows(REFUSALS, sent, TITLES)).toBe("name,email,Wrong\nBo,bo,email: No address. Too long.\n");
});

test("without the file that was sent, gives line, column and fault", () => {
  expect(refusedRows(REFUSALS, undefined, TITLES)).toBe(
    "Line,Column,Wrong\n3,email,No address.\n3,,Too long.\n",
  );
});
