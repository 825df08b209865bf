import { IdentityService } from "#gen/countersign/identity/v1/identity_service_pb.ts";
import { customerOf } from "../../../runtime/rpc/call.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import { write } from "../../../runtime/write.ts";
import type { IdentityContext } from "../context.ts";
import { events } from "../events.ts";
import { apiKeyMessage } from "./access-messages.ts";

const { method } = IdentityService;

/** Ends an API key. */
export const revokeApiKey: Handler<IdentityContext, typeof method.revokeApiKey> = (context, request, call) =>
  write(context, call, method.revokeApiKey, request, async () => {
    const row = await context.apiKeys.get(customerOf(call), request.apiKeyId);
    if (row.revokeTime) return { changes: [], events: [], response: { apiKey: apiKeyMessage(row) } };
    const revokeTime = context.clock.now();
    const after = { ...row, revokeTime, revision: row.revision + 1 };
    return {
      changes: [context.apiKeys.revoke(row, revokeTime)],
      events: [events.apiKeyRevoked(after)],
      response: { apiKey: apiKeyMessage(after) },
    };
  });
