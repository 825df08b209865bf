import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { Message } from "./message.ts";
import { askedFor, unsettled } from "./settlement.ts";

const at = (minute: number): Date => new Date(Date.UTC(2026, 2, 2, 9, minute));
const item = (id: string, revision: number) => ({ id, title: id, dueTime: at(0), revision });

describe("what is left to say", () => {
  test("of a request are the items that no later revision settled", () => {
    const entry = fc.record({ asked: fc.nat(5), settled: fc.option(fc.nat(5), { nil: undefined }) });
    fc.assert(
      fc.property(fc.array(entry), (entries) => {
        const items = entries.map(({ asked }, i) => item(`ack_${i}`, asked));
        const settled = new Map(
          entries.flatMap(({ settled: revision }, i) =>
            revision === undefined ? [] : [[`ack_${i}`, { revision, time: at(0) }] as const],
          ),
        );
        const message: Message = { kind: "acknowledgement_requested", content: { items } };
        const left = unsettled(message, settled);
        const wanted = items.filter((_, i) => (entries[i]?.settled ?? -1) < (entries[i]?.asked ?? 0));
        expect(left ? askedFor(left) : []).toEqual(wanted.map(({ id }) => id));
        expect(left === undefined).toBe(wanted.length === 0);
      }),
    );
  });

  test("of a reminder are the items that nothing settled since it was decided", () => {
    const items = ["before", "after", "open"].map((id) => ({ ...item(id, 0), daysUntilDue: 1 }));
    const settled = new Map([
      ["before", { revision: 2, time: at(1) }],
      ["after", { revision: 2, time: at(3) }],
    ]);
    const left = unsettled({ kind: "reminder", content: { items, decidedTime: at(2) } }, settled);
    expect(left ? askedFor(left) : []).toEqual(["before", "open"]);
  });

  test("of a message that asks for nothing is the message", () => {
    const message: Message = {
      kind: "escalation",
      content: { daysOverdue: 7, totalCount: 1, employeeCount: 1, items: [] },
    };
    expect(unsettled(message, new Map())).toBe(message);
    expect(askedFor(message)).toEqual([]);
  });
});
