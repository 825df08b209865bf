import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { cancelled, type Movement, requested, signed } from "./counts.ts";

const sum = (movements: readonly Movement[]) => ({
  pending: movements.reduce((total, movement) => total + movement.pending, 0),
  acknowledged: movements.reduce((total, movement) => total + movement.acknowledged, 0),
});

const step = fc.record({
  kind: fc.constantFrom("ask", "sign", "cancel"),
  people: fc.subarray([0, 1, 2, 3, 4]),
});

test("movements add up to the counts of whoever remembers each person, in any order", () => {
  fc.assert(
    fc.property(fc.array(step), fc.infiniteStream(fc.nat()), (steps, chance) => {
      const people = new Map<number, string>();
      const movements: Movement[] = [];
      for (const { kind, people: named } of steps) {
        const pending = named.filter((person) => people.get(person) === "pending");
        const free = named.filter((person) => people.get(person) !== "pending");
        if (kind === "ask") {
          const asked = free.map((person) => ({ replacesSignature: people.get(person) === "acknowledged" }));
          movements.push(requested(1, asked));
          for (const person of free) people.set(person, "pending");
        } else if (kind === "sign") {
          movements.push(...pending.map(() => signed(1)));
          for (const person of pending) people.set(person, "acknowledged");
        } else {
          movements.push(cancelled(1, pending.length));
          for (const person of pending) people.set(person, "cancelled");
        }
      }
      const shuffled = movements
        .map((movement) => ({ movement, at: chance.next().value }))
        .toSorted((a, b) => a.at - b.at)
        .map(({ movement }) => movement);
      const states = [...people.values()];
      expect(sum(shuffled)).toEqual({
        pending: states.filter((state) => state === "pending").length,
        acknowledged: states.filter((state) => state === "acknowledged").length,
      });
    }),
  );
});
