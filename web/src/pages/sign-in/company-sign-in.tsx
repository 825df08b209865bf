import { Button } from "@mantine/core";
import { useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { IdentityService } from "#gen/countersign/identity/v1/identity_service_pb.ts";
import { useAction } from "../../app/action.ts";
import { useClient } from "../../app/client.ts";
import { useTexts } from "../../app/texts.ts";
import { Form } from "../../components/form.tsx";
import { FormProblem } from "../../components/form-errors.tsx";
import { EmailField } from "./email-field.tsx";
import { useReturnPath } from "./entering.ts";
import { Frame } from "./frame.tsx";
import { OtherWays } from "./other-ways.tsx";

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
  return (
    <Frame title={t("company.title")} text={t(named ? "company.textNamed" : "company.text")}>
      <Form onSubmit={() => void action.run()}>
        <FormProblem problem={action.problem} />
        {!named && (
          <EmailField value={email} onChange={setEmail} error={action.fault("email")} autoComplete="email" />
        )}
        <Button type="submit" loading={action.pending}>
          {t("company.submit")}
        </Button>
      </Form>
      <OtherWays />
    </Frame>
  );
}

function providerOf(provider: string, company: string, email: string) {
  if (provider !== "") return { case: "identityProviderId", value: provider } as const;
  if (company !== "") return { case: "customerSlug", value: company } as const;
  return { case: "email", value: email.trim() } as const;
}
