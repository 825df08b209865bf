import { createConnectQueryKey } from "@connectrpc/connect-query";
import { Button, Text, TextInput, Title } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import type { Acknowledgement } from "#gen/countersign/acknowledgement/v1/acknowledgement_pb.ts";
import { AcknowledgementService } from "#gen/countersign/acknowledgement/v1/acknowledgement_service_pb.ts";
import type { OpenAcknowledgementResponse } from "#gen/countersign/acknowledgement/v1/my_acknowledgement_requests_pb.ts";
import { useAction } from "../../app/action.ts";
import { newRequestId, useClient } from "../../app/client.ts";
import { isReason } from "../../app/failure.ts";
import { useMe } from "../../app/session.tsx";
import { language, useTexts } from "../../app/texts.ts";
import { Form } from "../../components/form.tsx";
import { FormProblem } from "../../components/form-errors.tsx";
import { toastDone } from "../../components/toast-store.ts";
import classes from "./to-read.module.css";

/** The signature: the sentence agreed to, one's name typed, and the button. */
export function SignForm({
  opened,
  one,
  readAgain,
}: {
  readonly opened: OpenAcknowledgementResponse;
  readonly one: Acknowledgement;
  readonly readAgain: () => void;
}) {
  const t = useTexts("to-read");
  const client = useClient(AcknowledgementService);
  const queryClient = useQueryClient();
  const { user } = useMe();
  const [typedName, setTypedName] = useState("");
  const [missing, setMissing] = useState(false);
  const requestId = useRef(newRequestId());
  const action = useAction(async () => {
    await client.acknowledge({
      acknowledgementId: one.id,
      typedName: typedName.trim(),
      contentSha256: opened.contentSha256,
      locale: language(),
      requestId: requestId.current,
    });
    toastDone(t("sign.done", { title: opened.title }));
    const key = createConnectQueryKey({ schema: AcknowledgementService, cardinality: undefined });
    await queryClient.invalidateQueries({ queryKey: key });
    scrollTo({ top: 0 });
  });
  const submit = (): void => {
    const empty = typedName.trim() === "";
    setMissing(empty);
    if (!empty) void action.run();
  };
  return (
    <section id="sign" className={classes.sign} aria-labelledby="sign-title">
      <Form onSubmit={submit}>
        <Title order={2} id="sign-title">
          {t("sign.title")}
        </Title>
        <FormProblem problem={action.problem} />
        {isReason(action.error, "CONTENT_CHANGED") && (
          <Button variant="default" onClick={readAgain}>
            {t("sign.readAgain")}
          </Button>
        )}
        <Text id="consent">{opened.consentText}</Text>
        <TextInput
          label={t("sign.name")}
          description={t("sign.nameHint", { name: user.displayName })}
          autoComplete="name"
          maw={420}
          value={typedName}
          error={missing ? t("sign.nameMissing") : action.fault("typed_name")}
          onChange={(event) => setTypedName(event.currentTarget.value)}
        />
        <div>
          <Button type="submit" size="md" loading={action.pending} aria-describedby="consent">
            {t("sign.submit")}
          </Button>
        </div>
        <Text size="xs" c="dimmed">
          {t("sign.recorded")}
        </Text>
      </Form>
    </section>
  );
}
