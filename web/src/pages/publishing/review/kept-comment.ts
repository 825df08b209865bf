import { useCallback, useState } from "react";

const PREFIX = "countersign-comment-";

/** A comment on a matter, kept in this tab until it is sent: nothing typed is lost over a reload or a refusal. */
export function useKeptComment(key: string): readonly [string, (comment: string) => void] {
  const [comment, setComment] = useState(() => read(key));
  const set = useCallback(
    (next: string) => {
      setComment(next);
      write(key, next);
    },
    [key],
  );
  return [comment, set];
}

/** Forgets what was typed about a matter: it was sent. */
export const forgetComment = (key: string): void => write(key, "");

function read(key: string): string {
  try {
    return sessionStorage.getItem(PREFIX + key) ?? "";
  } catch {
    return ""; // storage is forbidden here
  }
}

function write(key: string, comment: string): void {
  try {
    if (comment === "") sessionStorage.removeItem(PREFIX + key);
    else sessionStorage.setItem(PREFIX + key, comment);
  } catch {
    // storage is forbidden here: the comment lives as long as the page
  }
}
