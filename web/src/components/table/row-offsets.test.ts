import { expect, test } from "@jest/globals";
import { RowOffsets } from "./row-offsets.ts";

test("rows that nobody has measured stand at their estimated places", () => {
  const rows = new RowOffsets(48);
  expect(rows.top(0)).toBe(0);
  expect(rows.top(100_000)).toBe(4_800_000);
  expect(rows.at(0)).toBe(0);
  expect(rows.at(47)).toBe(0);
  expect(rows.at(48)).toBe(1);
  expect(rows.at(4_799_999)).toBe(99_999);
});

test("a measured row moves those after it, and only those", () => {
  const rows = new RowOffsets(48);
  expect(rows.set(10, 60)).toBe(12);
  expect(rows.set(10, 60)).toBe(0);
  expect(rows.top(10)).toBe(480);
  expect(rows.top(11)).toBe(540);
  expect(rows.set(10, 40)).toBe(-20);
  expect(rows.top(11)).toBe(520);
});

test("places and rows agree, whatever the heights are", () => {
  const rows = new RowOffsets(50);
  const heights = Array.from({ length: 500 }, (_, i) => 30 + ((i * 37) % 90));
  for (const [i, height] of [...heights.entries()].reverse()) rows.set(i, height);
  let top = 0;
  for (const [i, height] of heights.entries()) {
    expect(rows.top(i)).toBe(top);
    expect(rows.at(top)).toBe(i);
    expect(rows.at(top + height - 1)).toBe(i);
    top += height;
  }
  expect(rows.at(top)).toBe(500);
});
