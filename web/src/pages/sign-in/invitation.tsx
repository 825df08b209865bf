import { Text } from "@mantine/core";
import { useSearch } from "@tanstack/react-router";
import { IdentityService } from "#gen/countersign/identity/v1/identity_service_pb.ts";
import { useAction } from "../../app/action.ts";
import { useClient } from "../../app/client.ts";
import { useTexts } from "../../app/texts.ts";
import { useEnter } from "./entering.ts";
import { Frame } from "./frame.tsx";
import { NewPassword } from "./new-password.tsx";

/** Accepts an invitation: the first password, and one is in. */
export function Invitation() {
  const t = useTexts("sign-in");
  const identity = useClient(IdentityService);
  const enter = useEnter();
  const { token = "" }: Readonly<Record<string, string | undefined>> = useSearch({ strict: false });
  const action = useAction(async (password: string) => {
    await identity.acceptInvitation({ token, password });
    enter("/");
  });
  return (
    <Frame title={t("invitation.title")} text={t("invitation.text")}>
      <NewPassword action={action} field="password" submit={t("invitation.submit")} />
      <Text size="sm" c="dimmed">
        {t("invitation.expired")}
      </Text>
    </Frame>
  );
}
