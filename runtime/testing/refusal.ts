import { Code, ConnectError } from "@connectrpc/connect";
import { reasonOf } from "../rpc/error-mapping.ts";

/** How a call was refused, as `Code REASON`; "ok" when it was not. For tests of many refusals at once. */
export async function refusal(call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return "ok";
  } catch (error) {
    if (!(error instanceof ConnectError)) throw error;
    return `${Code[error.code]} ${reasonOf(error)}`;
  }
}
