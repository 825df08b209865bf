import { expect, test } from "@jest/globals";
import { type PageRead, Places, wantedAnew, withAnew } from "./pages-read.ts";

const pages = (tokens: readonly string[]): readonly PageRead<string>[] =>
  tokens.map((token) => ({ token, page: `page ${token}`, stale: false }));
const told = (list: readonly PageRead<string>[]): readonly string[] =>
  list.map(({ page, stale }) => (stale ? `${page}, stale` : page));

test("of a short list all pages are read anew, of a long one those in sight", () => {
  expect(wantedAnew([], [0, 0])).toEqual([0, -1]);
  expect(wantedAnew(pages(["", "a"]), [0, 0])).toEqual([0, 1]);
  expect(wantedAnew(pages([..."abcdefgh"]), [5, 6])).toEqual([5, 6]);
  expect(wantedAnew(pages([..."abcdefgh"]), [20, 30])).toEqual([7, 7]);
});

test("pages that end where they ended keep what comes after them, until it is in sight", () => {
  const anew = [{ token: "b", page: "page b again", stale: false }];
  expect(told(withAnew(pages(["", "a", "b", "c", "d"]), 2, anew, "c"))).toEqual([
    "page , stale",
    "page a, stale",
    "page b again",
    "page c, stale",
    "page d, stale",
  ]);
});

test("pages that end elsewhere drop what comes after them, so that no row stands there twice", () => {
  const anew = [{ token: "a", page: "page a again", stale: false }];
  expect(told(withAnew(pages(["", "a", "b", "c"]), 1, anew, "b2"))).toEqual(["page , stale", "page a again"]);
});

test("rows are found by their place among all", () => {
  const places = new Places([["a", "b"], [], ["c"], ["d", "e", "f"]]);
  expect(places.count).toBe(6);
  expect([...Array(7).keys()].map((i) => places.at(i))).toEqual(["a", "b", "c", "d", "e", "f", undefined]);
  expect([0, 1, 2, 3, 9].map((i) => places.pageOf(i))).toEqual([0, 0, 2, 3, 3]);
  expect(places.all()).toEqual(["a", "b", "c", "d", "e", "f"]);
  expect(new Places([]).at(0)).toBeUndefined();
});
