import { IdentityService } from "#gen/countersign/identity/v1/identity_service_pb.ts";
import { useClient } from "../../app/client.ts";
import { keepReturnPath, useReturnPath } from "./entering.ts";
import { MailRequest } from "./mail-request.tsx";

/** Asks for a mail with a link that signs an employee in. */
export function RequestLink() {
  const identity = useClient(IdentityService);
  const returnPath = useReturnPath();
  const send = async (email: string): Promise<void> => {
    await identity.requestMagicLink({ email });
    keepReturnPath(returnPath);
  };
  return <MailRequest about="link" autoComplete="email" send={send} />;
}
