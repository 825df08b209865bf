import { afterEach, expect, test } from "@jest/globals";
import type { KeptText } from "./kept-text.ts";
import { WorkingCopy } from "./working-copy.ts";
import type { SavedText, WorkingText } from "./working-text.ts";

const EMPTY: WorkingText = { title: "Travel", summary: "", contentMarkdown: "one", changeNote: "" };
const CONFLICT = new Error("somebody else saved first");

const opened: WorkingCopy[] = [];
afterEach(() => {
  for (const copy of opened.splice(0)) copy.rest();
});

/** A server that holds one text, and a browser that keeps one. */
function world(text: WorkingText = EMPTY) {
  const server = {
    saved: { text, etag: "1", revision: 1n } as SavedText,
    refuse: undefined as Error | undefined,
  };
  let kept: KeptText | undefined;
  const put = (changes: Partial<WorkingText>): void => {
    server.saved = {
      text: { ...server.saved.text, ...changes },
      etag: String(server.saved.revision + 1n),
      revision: server.saved.revision + 1n,
    };
  };
  const open = (): WorkingCopy => {
    const copy = new WorkingCopy({
      saved: server.saved,
      pauseMs: 3_600_000,
      retryMs: 3_600_000,
      keep: {
        read: () => kept,
        write: (one) => {
          kept = one;
        },
        forget: () => {
          kept = undefined;
        },
      },
      read: async () => server.saved,
      isConflict: (error) => error === CONFLICT,
      save: async (mine, changed, etag) => {
        if (server.refuse) throw server.refuse;
        if (etag !== server.saved.etag) throw CONFLICT;
        put(Object.fromEntries(changed.map((field) => [field, mine[field]])));
        return server.saved;
      },
    });
    opened.push(copy);
    return copy;
  };
  return { server, put, open, kept: () => kept };
}

test("a change is kept in the browser until the server has it", async () => {
  const { server, open, kept } = world();
  const copy = open();
  copy.set({ contentMarkdown: "two" });
  expect(copy.view().state).toBe("waiting");
  expect(kept()?.mine.contentMarkdown).toBe("two");
  expect(await copy.flush()).toBe(true);
  expect(server.saved.text.contentMarkdown).toBe("two");
  expect(kept()).toBeUndefined();
});

test("after a reload the unsaved change is there again, and is saved", async () => {
  const { server, open } = world();
  open().set({ contentMarkdown: "two" });
  const again = open();
  expect(again.view()).toMatchObject({ text: { contentMarkdown: "two" }, restored: true });
  expect(await again.flush()).toBe(true);
  expect(server.saved.text.contentMarkdown).toBe("two");
});

test("what somebody else changed elsewhere is taken over without a word", async () => {
  const { server, put, open } = world();
  const copy = open();
  copy.set({ contentMarkdown: "mine" });
  put({ summary: "theirs" });
  expect(await copy.flush()).toBe(true);
  expect(server.saved.text).toEqual({ ...EMPTY, contentMarkdown: "mine", summary: "theirs" });
  expect(copy.view().text.summary).toBe("theirs");
});

test("the same part changed twice is a conflict: both texts stay, and nothing is overwritten", async () => {
  const { server, put, open, kept } = world();
  const copy = open();
  copy.set({ contentMarkdown: "mine" });
  put({ contentMarkdown: "theirs" });
  expect(await copy.flush()).toBe(false);
  expect(copy.view()).toMatchObject({
    state: "conflict",
    text: { contentMarkdown: "mine" },
    theirs: { contentMarkdown: "theirs" },
  });
  expect(server.saved.text.contentMarkdown).toBe("theirs");
  expect(kept()?.mine.contentMarkdown).toBe("mine");
  expect(open().view()).toMatchObject({ state: "conflict", text: { contentMarkdown: "mine" } });
});

test("a conflict ends with one's own text, or with theirs, which can be taken back", async () => {
  const { server, put, open } = world();
  const copy = open();
  copy.set({ contentMarkdown: "mine" });
  put({ contentMarkdown: "theirs" });
  await copy.flush();
  const undo = copy.takeTheirs();
  expect(copy.view()).toMatchObject({ state: "saved", text: { contentMarkdown: "theirs" } });
  undo();
  expect(await copy.flush()).toBe(true);
  expect(server.saved.text.contentMarkdown).toBe("mine");
  put({ contentMarkdown: "theirs again" });
  copy.set({ contentMarkdown: "mine again" });
  await copy.flush();
  expect(await copy.keepMine()).toBe(true);
  expect(server.saved.text.contentMarkdown).toBe("mine again");
});

test("when the server can't be reached the change stays, and goes out with the next try", async () => {
  const { server, open, kept } = world();
  const copy = open();
  server.refuse = new Error("away");
  copy.set({ title: "Journeys" });
  expect(await copy.flush()).toBe(false);
  expect(copy.view().state).toBe("failed");
  expect(kept()?.mine.title).toBe("Journeys");
  server.refuse = undefined;
  expect(await copy.flush()).toBe(true);
  expect(server.saved.text.title).toBe("Journeys");
});

test("what is read anew replaces the text only while nothing of one's own is unsaved", () => {
  const { put, open, server } = world();
  const copy = open();
  put({ contentMarkdown: "newer" });
  copy.offer(server.saved);
  expect(copy.view().text.contentMarkdown).toBe("newer");
  copy.set({ contentMarkdown: "mine" });
  put({ contentMarkdown: "newest" });
  copy.offer(server.saved);
  expect(copy.view().text.contentMarkdown).toBe("mine");
});
