import { Button, Stack, TextInput } from "@mantine/core";
import { Link, useSearch } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { IdentityService } from "#gen/countersign/identity/v1/identity_service_pb.ts";
import { useAction } from "../../app/action.ts";
import { useClient } from "../../app/client.ts";
import { useTexts } from "../../app/texts.ts";
import { FormProblem } from "../../components/form-errors.tsx";
import { useReturnPath } from "./entering.ts";
import { Frame } from "./frame.tsx";
import classes from "./links.module.css";

/** Goes to the company's identity provider: by email address, or for the company or provider that a link names. */
export function CompanySignIn() {
  const t = useTexts("sign-in");
  const identity = useClient(IdentityService);
  const returnPath = useReturnPath();
  const { company = "", provider = "" }: Readonly<Record<string, string | undefined>> = useSearch({
    strict: false,
  });
  const [email, setEmail] = useState("");
  const named = company !== "" || provider !== "";
  const action = useAction(async () => {
    const { authorizationUrl } = await identity.beginLogin({
      provider: providerOf(provider, company, email),
      returnPath,
    });
    location.assign(authorizationUrl);
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void action.run();
  };
  return (
    <Frame title={t("company.title")} text={t(named ? "company.textNamed" : "company.text")}>
      <form onSubmit={submit} noValidate>
        <Stack>
          <FormProblem problem={action.problem} />
          {!named && (
            <TextInput
              label={t("email")}
              type="email"
              autoComplete="email"
              autoFocus
              value={email}
              error={action.fault("email")}
              onChange={(event) => setEmail(event.currentTarget.value)}
            />
          )}
          <Button type="submit" loading={action.pending}>
            {t("company.submit")}
          </Button>
        </Stack>
      </form>
      <Link to="/sign-in" className={classes.link}>
        {t("otherWays")}
      </Link>
    </Frame>
  );
}

function providerOf(provider: string, company: string, email: string) {
  if (provider !== "") return { case: "identityProviderId", value: provider } as const;
  if (company !== "") return { case: "customerSlug", value: company } as const;
  return { case: "email", value: email.trim() } as const;
}
