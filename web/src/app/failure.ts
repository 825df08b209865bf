import { Code, ConnectError } from "@connectrpc/connect";
import { type ErrorDetail, ErrorDetailSchema } from "#gen/countersign/common/v1/error_pb.ts";
import { type Texts, textAnywhere, textOf } from "./texts.ts";

/** The detail that every error of the platform carries; undefined for what is none, such as a lost connection. */
export const detailOf = (error: unknown): ErrorDetail | undefined =>
  ConnectError.from(error).findDetails(ErrorDetailSchema)[0];

/** The machine-readable reason, such as ETAG_MISMATCH; empty when there is none. */
export const reasonOf = (error: unknown): string => detailOf(error)?.reason ?? "";

/** Whether an error has this reason. */
export const isReason = (error: unknown, reason: string): boolean => reasonOf(error) === reason;

/**
 * What went wrong and what to do next, in the reader's language: in an area's own words (`t`) where it has some, for
 * unknown reasons in the server's.
 */
export function failureText(error: unknown, t?: Texts): string {
  const { code, rawMessage } = ConnectError.from(error);
  const detail = detailOf(error);
  if (detail) {
    const key = `reason.${detail.reason}`;
    const values = { ...detail.metadata, ...waitOf(detail) };
    const own = t?.(key, values) ?? key;
    return own === key ? (textAnywhere(key, values) ?? (rawMessage || word(code))) : own;
  }
  return navigator.onLine ? word(code) : (textOf("errors", "offline") ?? rawMessage);
}

const word = (code: Code): string => textOf("errors", codeKey(code)) ?? "";

/** Minutes to wait, for texts of limits. */
function waitOf({ metadata }: ErrorDetail): { count?: number } {
  const seconds = Number(metadata.retry_after_seconds);
  return Number.isFinite(seconds) ? { count: Math.max(1, Math.ceil(seconds / 60)) } : {};
}

function codeKey(code: Code): string {
  switch (code) {
    case Code.Unavailable:
    case Code.DeadlineExceeded:
    case Code.Unknown:
      return "unreachable";
    case Code.PermissionDenied:
      return "denied";
    case Code.NotFound:
      return "notFound";
    case Code.ResourceExhausted:
      return "tooMany";
    default:
      return "unexpected";
  }
}

/** The broken rules by field, such as {"email": "…"}; the path as the contract has it, without its message's name. */
export function violationsOf(error: unknown): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const { field, rule, message } of detailOf(error)?.violations ?? []) {
    const text = textOf("errors", `rule.${rule.replaceAll(".", "_")}`) ?? message;
    found[field] ??= text;
    const last = field.slice(field.indexOf(".") + 1);
    found[last] ??= text;
  }
  return found;
}
