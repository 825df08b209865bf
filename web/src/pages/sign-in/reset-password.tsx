import { Link, useSearch } from "@tanstack/react-router";
import { IdentityService } from "#gen/countersign/identity/v1/identity_service_pb.ts";
import { useAction } from "../../app/action.ts";
import { useClient } from "../../app/client.ts";
import { useGo } from "../../app/navigation.ts";
import { useTexts } from "../../app/texts.ts";
import { Frame } from "./frame.tsx";
import classes from "./links.module.css";
import { NewPassword } from "./new-password.tsx";

/** Sets a new password with the link from a mail. */
export function ResetPassword() {
  const t = useTexts("sign-in");
  const identity = useClient(IdentityService);
  const go = useGo();
  const { token = "" }: Readonly<Record<string, string | undefined>> = useSearch({ strict: false });
  const action = useAction(async (newPassword: string) => {
    await identity.resetPassword({ token, newPassword });
    go("/sign-in?done=reset", { replace: true });
  });
  return (
    <Frame title={t("reset.title")} text={t("reset.text")}>
      <NewPassword action={action} field="new_password" submit={t("reset.submit")} />
      <Link to="/forgot-password" className={classes.link}>
        {t("reset.again")}
      </Link>
    </Frame>
  );
}
