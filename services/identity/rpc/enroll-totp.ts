import { randomBytes } from "node:crypto";
import { IdentityService } from "#gen/countersign/identity/v1/identity_service_pb.ts";
import { failedPrecondition } from "../../../runtime/errors.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import { write } from "../../../runtime/write.ts";
import type { IdentityContext } from "../context.ts";
import { otpauthUri, TOTP_SECRET_BYTES, totpSecretFrom } from "../domain/totp.ts";
import { afterProof } from "../sign-in/reauthentication.ts";
import { secondFactorAbout } from "../store/second-factor-model.ts";

const { method } = IdentityService;

/** Makes a secret for the caller's authenticator; it counts once a code was seen. */
export const enrollTotp: Handler<IdentityContext, typeof method.enrollTotp> = (context, request, call) =>
  afterProof(context, call, request.password, ({ _id, customerId, email }) =>
    write(context, call, method.enrollTotp, request, async () => {
      const before = await context.secondFactors.find(customerId, _id);
      if (before?.enabled)
        throw failedPrecondition("TOTP_ENABLED", "You have an authenticator. Disable it first.");
      const secret = totpSecretFrom(randomBytes(TOTP_SECRET_BYTES));
      const change = context.secondFactors.enroll(before, {
        _id,
        customerId,
        enabled: false,
        sealedSecret: context.secrets.seal(secret, secondFactorAbout(_id)),
        recoveryCodes: [],
        createTime: context.clock.now(),
      });
      return {
        changes: [change],
        events: [],
        response: { secret, otpauthUri: otpauthUri(secret, email) },
      };
    }),
  );
