import { createClient } from "@connectrpc/connect";
import { IdentityService } from "#gen/countersign/identity/v1/identity_service_pb.ts";
import { tellOtherTabs } from "./shell/session-watch.ts";
import { transport } from "./transport.ts";

/** Ends the session, here and on the server, and starts over at the sign-in. */
export async function signOut(): Promise<void> {
  try {
    await createClient(IdentityService, transport).revokeSession({});
  } finally {
    tellOtherTabs();
    location.assign("/sign-in");
  }
}
