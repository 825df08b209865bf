import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { type DayGroup, seriesOf } from "./completion-series.ts";

const FIRST = 100;
const LAST = 110;
const day = fc.integer({ min: 90, max: 115 });
const group = fc
  .record({
    requested: day,
    after: fc.nat(12),
    end: fc.constantFrom("signed", "cancelled", "none"),
    count: fc.nat(5),
  })
  .map(
    ({ requested, after, end, count }): DayGroup => ({
      requested,
      signed: end === "signed" ? requested + after : null,
      cancelled: end === "cancelled" ? requested + after : null,
      count,
    }),
  );

test("each point says what is true at the end of its day", () => {
  fc.assert(
    fc.property(fc.array(group, { maxLength: 20 }), (groups) => {
      const count = (matches: (of: DayGroup) => boolean): number =>
        groups.filter(matches).reduce((sum, of) => sum + of.count, 0);
      const by = (time: number | null, at: number): boolean => time !== null && time <= at;
      for (const [index, point] of seriesOf(groups, FIRST, LAST).entries()) {
        const at = FIRST + index;
        expect(point.requested).toBe(count((of) => of.requested === at));
        expect(point.signed).toBe(count((of) => of.signed === at));
        expect(point.acknowledgedTotal).toBe(count((of) => by(of.signed, at)));
        expect(point.pendingTotal).toBe(
          count((of) => by(of.requested, at) && !by(of.signed, at) && !by(of.cancelled, at)),
        );
      }
    }),
  );
});
