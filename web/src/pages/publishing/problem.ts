import { detailOf, failureText, reasonOf } from "../../app/failure.ts";
import { textOf } from "../../app/texts.ts";

/** What kept a decision or a publication from happening, and what to do next. */
export const problemText = (error: unknown): string =>
  textOf("publishing", `reason.${reasonOf(error)}`, detailOf(error)?.metadata ?? {}) ?? failureText(error);
