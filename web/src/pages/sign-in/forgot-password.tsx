import { IdentityService } from "#gen/countersign/identity/v1/identity_service_pb.ts";
import { useClient } from "../../app/client.ts";
import { MailRequest } from "./mail-request.tsx";

/** Asks for a mail with a link to set a new password. */
export function ForgotPassword() {
  const identity = useClient(IdentityService);
  return (
    <MailRequest
      about="forgot"
      autoComplete="username"
      send={(email) => identity.requestPasswordReset({ email })}
    />
  );
}
