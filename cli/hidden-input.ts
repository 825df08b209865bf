import type { ReadStream } from "node:tty";

const ENTER = new Set(["\r", "\n", "\u0004"]);
const INTERRUPT = "\u0003";
const ERASE = new Set(["\b", "\u007f"]);
const ERASE_LINE = "\u0015";

/** A terminal to ask at: keys come from `input`, questions go to `output`. */
export interface Terminal {
  readonly input: Pick<ReadStream, "setRawMode" | "on" | "off" | "resume" | "pause" | "unshift">;
  readonly output: Pick<NodeJS.WritableStream, "write">;
}

/**
 * Asks one question and reads a line without echo; Backspace and Ctrl-U work. Gives undefined when the person presses
 * Ctrl-C. The terminal is as before afterwards.
 */
export function askHidden(terminal: Terminal, question: string): Promise<string | undefined> {
  const { input, output } = terminal;
  output.write(question);
  input.setRawMode(true);
  input.resume();
  return new Promise((resolve) => {
    let line: string[] = [];
    const finish = (answer: string | undefined): void => {
      input.off("data", onData);
      input.setRawMode(false);
      input.pause();
      output.write("\n");
      resolve(answer);
    };
    const onData = (chunk: Buffer | string): void => {
      const typed = [...chunk.toString()];
      for (const [i, key] of typed.entries()) {
        if (ENTER.has(key) || key === INTERRUPT) {
          finish(key === INTERRUPT ? undefined : line.join(""));
          const rest = typed.slice(i + 1).join("");
          if (rest !== "") input.unshift(Buffer.from(rest)); // pasted lines: the next question gets them
          return;
        }
        if (ERASE.has(key)) line.pop();
        else if (key === ERASE_LINE) line = [];
        else if (key >= " ") line.push(key);
      }
    };
    input.on("data", onData);
  });
}
