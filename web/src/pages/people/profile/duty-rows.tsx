import { Button, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import {
  type Acknowledgement,
  AcknowledgementType,
  CancelReasonSchema,
} from "#gen/countersign/acknowledgement/v1/acknowledgement_pb.ts";
import { enumName } from "../../../app/enum-name.ts";
import { useMe } from "../../../app/session.tsx";
import { useTexts } from "../../../app/texts.ts";
import { opens } from "../../../app/where.ts";
import { ReasonsText } from "../../../components/audience/audience-text.tsx";
import { DueDate } from "../../../components/due-date.tsx";
import { StatusBadge, type Tone } from "../../../components/status-badge.tsx";
import { dayText } from "../../../time.ts";
import classes from "../people.module.css";
import { type Duty, type DutyState, dutyState, isOpen } from "./duty-list.ts";

interface Reminding {
  readonly onRemind?: (acknowledgementIds: readonly string[]) => void;
  readonly reminding: boolean;
}

const TONES: Readonly<Record<DutyState, Tone>> = {
  waiting: "waiting",
  overdue: "bad",
  paused: "neutral",
  signed: "good",
  exempted: "neutral",
  cancelled: "neutral",
};

/** A policy that applies, why, and how its signature stands. */
export function DutyRow({
  duty: { policy, acknowledgement },
  ...reminding
}: Reminding & { readonly duty: Duty }) {
  const t = useTexts("people");
  return (
    <li>
      <div className={classes.what}>
        <PolicyTitle id={policy.policyId} title={policy.title} />
        <Text size="sm" c="dimmed">
          <ReasonsText because={policy.because} /> · {t("duties.since", { day: dayText(policy.assignTime) })}
        </Text>
      </div>
      <div className={classes.state}>
        {acknowledgement ? (
          <State acknowledgement={acknowledgement} />
        ) : (
          <StatusBadge tone="neutral">{t("duties.state.information")}</StatusBadge>
        )}
      </div>
      <div className={classes.end}>
        <Remind acknowledgement={acknowledgement} title={policy.title} {...reminding} />
      </div>
    </li>
  );
}

/** A request to sign that no policy asks for now: by hand, replaced or cancelled. */
export function OtherRow({
  acknowledgement,
  ...reminding
}: Reminding & { readonly acknowledgement: Acknowledgement }) {
  const t = useTexts("people");
  const { policyId, policyTitle, version, type, cancelReason } = acknowledgement;
  const notes = [
    t("duties.version", { version }),
    ...(type === AcknowledgementType.MANUAL ? [t("duties.byHand")] : []),
    ...(cancelReason ? [t(`cancelReason.${enumName(CancelReasonSchema, cancelReason)}`)] : []),
  ];
  return (
    <li>
      <div className={classes.what}>
        <PolicyTitle id={policyId} title={policyTitle} />
        <Text size="sm" c="dimmed">
          {notes.join(" · ")}
        </Text>
      </div>
      <div className={classes.state}>
        <State acknowledgement={acknowledgement} />
      </div>
      <div className={classes.end}>
        <Remind acknowledgement={acknowledgement} title={policyTitle} {...reminding} />
      </div>
    </li>
  );
}

function PolicyTitle({ id, title }: { readonly id: string; readonly title: string }) {
  const path = `/policies/${id}`;
  return (
    <Text fw={600}>
      {opens(useMe(), path) ? (
        <Link to={path} style={{ color: "inherit" }}>
          {title}
        </Link>
      ) : (
        title
      )}
    </Text>
  );
}

function State({ acknowledgement }: { readonly acknowledgement: Acknowledgement }) {
  const t = useTexts("people");
  const me = useMe();
  const { id, policyTitle, dueTime, signTime, paused } = acknowledgement;
  const state = dutyState(acknowledgement);
  const path = `/acknowledgements/all/${id}`;
  const badge = <StatusBadge tone={TONES[state]}>{t(`duties.state.${state}`)}</StatusBadge>;
  return (
    <>
      {opens(me, path) ? (
        <Link
          to={path}
          aria-label={`${t(`duties.state.${state}`)}: ${t("duties.open", { title: policyTitle })}`}
        >
          {badge}
        </Link>
      ) : (
        badge
      )}
      <Text size="sm" c="dimmed" component="div">
        {state === "signed" && t("duties.signedOn", { day: dayText(signTime) })}
        {(state === "waiting" || state === "overdue" || state === "paused") && (
          <DueDate time={dueTime} paused={paused} />
        )}
      </Text>
    </>
  );
}

function Remind({
  acknowledgement,
  title,
  onRemind,
  reminding,
}: Reminding & { readonly acknowledgement: Acknowledgement | undefined; readonly title: string }) {
  const t = useTexts("people");
  if (!acknowledgement || !onRemind || !isOpen(acknowledgement)) return null;
  return (
    <Button
      size="xs"
      variant="subtle"
      disabled={reminding}
      aria-label={t("duties.remindOf", { title })}
      onClick={() => onRemind([acknowledgement.id])}
    >
      {t("duties.remind")}
    </Button>
  );
}
