import type { Keep } from "./kept-text.ts";
import {
  changedFields,
  mergeTexts,
  type SavedText,
  type TextField,
  type WorkingText,
} from "./working-text.ts";

/** Where one's changes are. */
export type SaveState = "saved" | "waiting" | "saving" | "failed" | "conflict";

/** What is shown of a working copy. */
export interface CopyView {
  readonly text: WorkingText;
  readonly state: SaveState;
  /** Why it could not be saved. */
  readonly error: unknown;
  /** After a conflict: what somebody else saved. */
  readonly theirs: WorkingText | undefined;
  /** Changes were found in the browser that the server did not have. */
  readonly restored: boolean;
}

/** What a working copy works with. */
export interface CopySurroundings {
  readonly saved: SavedText;
  readonly keep: Keep;
  readonly save: (text: WorkingText, changed: readonly TextField[], etag: string) => Promise<SavedText>;
  readonly read: () => Promise<SavedText>;
  /** Whether an error says that somebody else saved first. */
  readonly isConflict: (error: unknown) => boolean;
  /** Pause after the last change before it is saved, ms. */
  readonly pauseMs?: number;
  /** Pause before the next try, ms. */
  readonly retryMs?: number;
}

const PAUSE_MS = 1_000;
const RETRY_MS = 10_000;
const MOST_MERGES = 3;

/**
 * A text that saves itself a moment after each change. Changes of others to other parts are taken over; to the same part
 * they are a conflict, which somebody has to decide. Until the server has them, changes are kept in the browser.
 */
export class WorkingCopy {
  readonly #around: CopySurroundings;
  readonly #listeners = new Set<() => void>();
  #base: WorkingText;
  #etag: string;
  #revision: bigint;
  #view: CopyView;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #running: Promise<void> | undefined;

  constructor(around: CopySurroundings) {
    this.#around = around;
    const { text, etag, revision } = around.saved;
    this.#base = text;
    this.#etag = etag;
    this.#revision = revision;
    this.#view = { text, state: "saved", error: undefined, theirs: undefined, restored: false };
    const kept = around.keep.read();
    if (kept) this.#restore(kept.base, kept.mine);
  }

  /** What is shown now. */
  readonly view = (): CopyView => this.#view;

  /** Calls back when that changes; the result ends it. */
  readonly watch = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Changes some of it, and saves it soon. */
  readonly set = (changes: Partial<WorkingText>): void => {
    const text = { ...this.#view.text, ...changes };
    if (changedFields(this.#view.text, text).length === 0) return;
    this.#keep(text);
    if (this.#view.state === "conflict") this.#show({ text });
    else {
      this.#show({ text, state: "waiting" });
      this.#saveIn(this.#around.pauseMs ?? PAUSE_MS);
    }
  };

  /** Saves what isn't saved yet; whether all is saved now. */
  readonly flush = async (): Promise<boolean> => {
    clearTimeout(this.#timer);
    if (this.#view.state === "conflict") return false;
    this.#running ??= this.#saveAll().finally(() => {
      this.#running = undefined;
    });
    await this.#running;
    return this.#view.state === "saved";
  };

  /** Nobody looks any more: no further tries until the next change. What is unsaved stays in the browser. */
  readonly rest = (): void => clearTimeout(this.#timer);

  /** Takes what the server has now, unless there are changes of one's own. */
  readonly offer = (saved: SavedText): void => {
    if (this.#view.state !== "saved" || this.#running || saved.revision <= this.#revision) return;
    this.replace(saved);
  };

  /** Takes a text that the server made, such as a merged one, in place of one's own. */
  readonly replace = ({ text, etag, revision }: SavedText): void => {
    this.#etag = etag;
    this.#revision = revision;
    this.#adopt(text);
  };

  /** After a conflict: takes theirs. The result brings one's own back. */
  readonly takeTheirs = (): (() => void) => {
    const { theirs, text: mine } = this.#view;
    if (theirs) this.#adopt(theirs);
    return () => this.set(mine);
  };

  /** After a conflict: saves one's own over theirs. */
  readonly keepMine = (): Promise<boolean> => {
    const { theirs } = this.#view;
    if (theirs) this.#base = theirs;
    this.#show({ state: "waiting", theirs: undefined });
    return this.flush();
  };

  #adopt(text: WorkingText): void {
    clearTimeout(this.#timer);
    this.#base = text;
    this.#around.keep.forget();
    this.#show({ text, state: "saved", theirs: undefined, error: undefined });
  }

  #restore(base: WorkingText, mine: WorkingText): void {
    const theirs = this.#base;
    const merged = mergeTexts(base, mine, theirs);
    if (merged && changedFields(theirs, merged).length === 0) {
      this.#around.keep.forget();
    } else if (merged) {
      this.#view = { ...this.#view, text: merged, state: "waiting", restored: true };
      this.#saveIn(0);
    } else {
      this.#view = { ...this.#view, text: mine, state: "conflict", theirs, restored: true };
    }
  }

  async #saveAll(): Promise<void> {
    for (let merges = 0; changedFields(this.#base, this.#view.text).length > 0; ) {
      const sent = this.#view.text;
      this.#show({ state: "saving", error: undefined });
      try {
        const saved = await this.#around.save(sent, changedFields(this.#base, sent), this.#etag);
        this.#base = sent;
        this.#etag = saved.etag;
        this.#revision = saved.revision;
      } catch (error) {
        if (!this.#around.isConflict(error) || ++merges > MOST_MERGES) return this.#fail(error);
        if (!(await this.#takeOver())) return;
      }
    }
    this.#around.keep.forget();
    this.#show({ state: "saved", error: undefined });
  }

  /** Reads what somebody else saved, and puts one's own changes on top; whether that was possible. */
  async #takeOver(): Promise<boolean> {
    try {
      const { text: theirs, etag, revision } = await this.#around.read();
      const merged = mergeTexts(this.#base, this.#view.text, theirs);
      this.#etag = etag;
      this.#revision = revision;
      if (!merged) {
        this.#show({ state: "conflict", theirs });
        return false;
      }
      this.#base = theirs;
      this.#show({ text: merged });
      return true;
    } catch (error) {
      this.#fail(error);
      return false;
    }
  }

  #fail(error: unknown): void {
    this.#keep(this.#view.text);
    this.#show({ state: "failed", error });
    this.#saveIn(this.#around.retryMs ?? RETRY_MS);
  }

  #keep(mine: WorkingText): void {
    this.#around.keep.write({ base: this.#base, mine });
  }

  #saveIn(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), ms);
  }

  #show(changes: Partial<CopyView>): void {
    this.#view = { ...this.#view, ...changes };
    for (const listener of this.#listeners) listener();
  }
}
