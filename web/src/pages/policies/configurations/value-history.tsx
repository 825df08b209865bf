import { Text } from "@mantine/core";
import {
  type PolicyConfiguration,
  PolicyConfigurationStateSchema,
} from "#gen/countersign/policy/v1/policy_configuration_pb.ts";
import { enumName } from "../../../app/enum-name.ts";
import { useTexts } from "../../../app/texts.ts";
import { Quote } from "../../../components/quote.tsx";
import { UserName } from "../../../components/user-name.tsx";
import { momentText } from "../../../time.ts";
import { valueText } from "../parts/configuration-value.ts";
import classes from "../policies.module.css";

/** Values that stood once, or were refused. */
export function ValueHistory({ past }: { readonly past: readonly PolicyConfiguration[] }) {
  const t = useTexts("policies");
  return (
    <details>
      <summary>{t("values.history", { count: past.length })}</summary>
      <ul className={classes.ruledList} style={{ marginTop: "0.75rem" }}>
        {past.map((one) => (
          <li key={one.id}>
            <Text size="sm">
              <b>{valueText(one.value)}</b>
              {" · "}
              {t(`values.state.${enumName(PolicyConfigurationStateSchema, one.state)}`)}
            </Text>
            <Text size="sm" c="dimmed">
              {momentText(one.decideTime ?? one.updateTime)}
              {" · "}
              <UserName userId={one.deciderUserId || one.proposerUserId} />
            </Text>
            {one.decisionComment && <Quote>{one.decisionComment}</Quote>}
          </li>
        ))}
      </ul>
    </details>
  );
}
