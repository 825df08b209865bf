import { Button, Center, Loader, Stack } from "@mantine/core";
import { Link, useSearch } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { IdentityService } from "#gen/countersign/identity/v1/identity_service_pb.ts";
import { useAction } from "../../app/action.ts";
import { useClient } from "../../app/client.ts";
import { isReason } from "../../app/failure.ts";
import { useTexts } from "../../app/texts.ts";
import { FormProblem } from "../../components/form-errors.tsx";
import { CodeStep, type Proof } from "./code-step.tsx";
import { takeReturnPath, useEnter } from "./entering.ts";
import { Frame } from "./frame.tsx";

/** Where the link in the mail leads: it signs in by itself, and asks for a code if the account has an authenticator. */
export function LinkLanding() {
  const t = useTexts("sign-in");
  const identity = useClient(IdentityService);
  const enter = useEnter();
  const { token = "" }: Readonly<Record<string, string | undefined>> = useSearch({ strict: false });
  const [codeAsked, setCodeAsked] = useState(false);
  const action = useAction(async (proof: Proof) => {
    try {
      await identity.finishMagicLink({ token, ...proof });
    } catch (error) {
      if (!isReason(error, "TOTP_REQUIRED")) throw error;
      setCodeAsked(true);
      return;
    }
    const path = takeReturnPath();
    enter(path === "/" ? "/acknowledgements" : path);
  });
  const { run } = action;
  const begun = useRef(false);
  useEffect(() => {
    if (begun.current) return;
    begun.current = true; // the link is good once
    void run({});
  }, [run]);
  if (codeAsked) return <CodeStep action={action} />;
  const problem = action.problem ?? action.fault("token");
  return (
    <Frame title={t("landing.title")}>
      {problem ? (
        <Stack>
          <FormProblem problem={problem} />
          <Button renderRoot={(props) => <Link to="/sign-in/request-link" {...props} />}>
            {t("landing.again")}
          </Button>
        </Stack>
      ) : (
        <Center p="lg">
          <Loader role="status" aria-label={t("landing.wait")} />
        </Center>
      )}
    </Frame>
  );
}
