import { Code, ConnectError } from "@connectrpc/connect";
import { IdentityService } from "#gen/countersign/identity/v1/identity_service_pb.ts";
import type { NotificationContext } from "../context.ts";
import { type Message, mailedLinkOf } from "../domain/message.ts";

/** The secret part of a message's link (empty: it has none); that the link works no more; or why it can't be had now. */
export type LinkSecret =
  | { readonly token: string }
  | { readonly gone: true }
  | { readonly unavailable: string };

/** Asks for the secret part of a message's link. It goes into the mail and nowhere else. */
export async function linkSecretOf(context: NotificationContext, message: Message): Promise<LinkSecret> {
  const link = mailedLinkOf(message);
  if (!link) return { token: "" };
  try {
    const { token } = await context.client(IdentityService).getAccountLink({ linkId: link.linkId });
    return { token };
  } catch (error) {
    if (!(error instanceof ConnectError)) throw error;
    if (error.code === Code.NotFound) return { gone: true };
    return { unavailable: `the link could not be had: ${error.rawMessage}` };
  }
}
