import { PassThrough } from "node:stream";
import { beforeEach, expect, test } from "@jest/globals";
import { askTwice } from "./createsuperuser.ts";
import { askHidden, type Terminal } from "./hidden-input.ts";

let keys: PassThrough;
let shown: string;
let raw: boolean[];
let terminal: Terminal;

beforeEach(() => {
  keys = new PassThrough();
  shown = "";
  raw = [];
  const output = new PassThrough();
  output.on("data", (chunk) => {
    shown += chunk;
  });
  const input = Object.assign(keys, {
    setRawMode: (mode: boolean) => {
      raw.push(mode);
      return input as never;
    },
  });
  terminal = { input: input as never, output };
});

test("reads a line without showing it, and leaves the terminal as it was", async () => {
  const answer = askHidden(terminal, "Password: ");
  keys.write("sesame\r");
  expect(await answer).toBe("sesame");
  expect(shown).toBe("Password: \n");
  expect(raw).toEqual([true, false]);
});

test("takes back characters with Backspace and the line with Ctrl-U", async () => {
  const answer = askHidden(terminal, "");
  keys.write("wrong\u0015sesamx\u007fe\n");
  expect(await answer).toBe("sesame");
});

test("gives nothing on Ctrl-C", async () => {
  const answer = askTwice(terminal);
  keys.write("ses\u0003");
  expect(await answer).toBeUndefined();
  expect(raw.at(-1)).toBe(false);
});

test("wants a new password twice, also when both lines come at once", async () => {
  const same = askTwice(terminal);
  keys.write("sesame\rsesame\r");
  expect(await same).toBe("sesame");
  const different = askTwice(terminal);
  keys.write("sesame\rseesame\r");
  await expect(different).rejects.toThrow("The two passwords differ");
});
