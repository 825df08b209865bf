import { ActionIcon, Button, Group, NativeSelect, NumberInput, Text } from "@mantine/core";
import { IconBell, IconFlag, IconPlus, IconRepeat, IconStairsUp, IconX } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import { PermissionRole, PermissionRoleSchema } from "#gen/countersign/common/v1/access_pb.ts";
import { enumName } from "../../app/enum-name.ts";
import { useTexts } from "../../app/texts.ts";
import line from "../../components/timeline.module.css";
import { falling, type Reminders, type Step } from "./reminders-part.ts";
import classes from "./settings.module.css";

const { CUSTOMER_ADMIN, COMPLIANCE_OFFICER, APPROVER, HR, EXECUTIVE, AUDITOR } = PermissionRole;
const ROLES: readonly PermissionRole[] = [
  HR,
  EXECUTIVE,
  COMPLIANCE_OFFICER,
  CUSTOMER_ADMIN,
  APPROVER,
  AUDITOR,
];
const MOST_REMINDERS = 20;
const MOST_LEVELS = 10;
const TONES = { reminder: undefined, due: "main", escalation: "warning" } as const;

/** Reminders, the due day and the escalation ladder on one line of time; edited where they stand. */
export function RunUp({
  value,
  set,
  readOnly,
  fault,
}: {
  readonly value: Reminders;
  readonly set: (changes: Partial<Reminders>) => void;
  readonly readOnly: boolean;
  readonly fault: (field: string) => string | undefined;
}) {
  const t = useTexts("settings");
  const { daysBefore, steps, repeatEveryDays, maxReminders } = value;
  const problem = fault("escalation") ?? fault("escalation.steps") ?? fault("reminders.offsets_days");
  const change = (i: number, changes: Partial<Step>): void =>
    set({ steps: steps.map((step, at) => (at === i ? { ...step, ...changes } : step)) });
  const sort = (): void => set({ steps: [...steps].sort((a, b) => a.daysOverdue - b.daysOverdue) });
  return (
    <>
      <ol className={line.timeline}>
        {daysBefore
          .filter((days) => days > 0)
          .map((days) => (
            <Stop
              key={days}
              kind="reminder"
              when={t("reminders.before", { count: days })}
              icon={<IconBell size={16} aria-hidden />}
              onRemove={() => set({ daysBefore: daysBefore.filter((one) => one !== days) })}
              remove={t("reminders.removeReminder", { count: days })}
              readOnly={readOnly}
            >
              {t("reminders.reminder")}
            </Stop>
          ))}
        <Stop
          kind="due"
          when={t("reminders.dueDay")}
          icon={<IconFlag size={16} aria-hidden />}
          readOnly={readOnly}
          {...(daysBefore.includes(0)
            ? {
                onRemove: () => set({ daysBefore: daysBefore.filter((one) => one !== 0) }),
                remove: t("reminders.removeDueReminder"),
              }
            : {})}
        >
          {t(daysBefore.includes(0) ? "reminders.dueReminder" : "reminders.dueSilent")}
        </Stop>
        {repeatEveryDays > 0 && maxReminders > 0 && (
          <Stop
            kind="reminder"
            when={t("reminders.after")}
            icon={<IconRepeat size={16} aria-hidden />}
            readOnly={readOnly}
          >
            {t("reminders.repeat", { count: repeatEveryDays })}
          </Stop>
        )}
        {steps.map((step, i) => (
          <Stop
            // biome-ignore lint/suspicious/noArrayIndexKey: a level keeps its place while its days are typed
            key={i}
            kind="escalation"
            when={t("reminders.overdue", { count: step.daysOverdue })}
            icon={<IconStairsUp size={16} aria-hidden />}
            onRemove={() => set({ steps: steps.filter((_, at) => at !== i) })}
            remove={t("reminders.removeLevel", { level: i + 1 })}
            readOnly={readOnly}
          >
            <span className={classes.edit}>
              {t("reminders.level", { level: i + 1 })}
              <NumberInput
                w={110}
                size="xs"
                aria-label={t("reminders.levelDays", { level: i + 1 })}
                suffix={t("reminders.days")}
                min={1}
                max={3650}
                clampBehavior="blur"
                allowDecimal={false}
                value={step.daysOverdue}
                error={steps.some((other, at) => at !== i && other.daysOverdue === step.daysOverdue)}
                onChange={(days) => typeof days === "number" && change(i, { daysOverdue: days })}
                onBlur={sort}
              />
              {t("reminders.levelTo")}
              <NativeSelect
                size="xs"
                aria-label={t("reminders.levelRole", { level: i + 1 })}
                value={String(step.role)}
                data={rolesWith(step.role).map((role) => ({
                  value: String(role),
                  label: t(`role.${enumName(PermissionRoleSchema, role)}`),
                }))}
                onChange={(event) => change(i, { role: Number(event.currentTarget.value) as PermissionRole })}
              />
            </span>
          </Stop>
        ))}
      </ol>
      {steps.length === 0 && <Text c="dimmed">{t("reminders.noEscalation")}</Text>}
      {problem && (
        <Text size="sm" c="var(--mantine-color-error)" role="alert">
          {problem}
        </Text>
      )}
      {!readOnly && (
        <Group gap="lg" align="flex-end">
          {daysBefore.length < MOST_REMINDERS && (
            <AddReminder
              taken={daysBefore}
              onAdd={(days) => set({ daysBefore: falling([...daysBefore, days]) })}
            />
          )}
          {steps.length < MOST_LEVELS && (
            <Button
              variant="default"
              leftSection={<IconPlus size={16} aria-hidden />}
              onClick={() => set({ steps: [...steps, nextStep(steps)] })}
            >
              {t("reminders.addLevel")}
            </Button>
          )}
        </Group>
      )}
    </>
  );
}

function Stop({
  kind,
  when,
  icon,
  children,
  onRemove,
  remove,
  readOnly,
}: {
  readonly kind: "reminder" | "due" | "escalation";
  readonly when: string;
  readonly icon: ReactNode;
  readonly children: ReactNode;
  readonly onRemove?: () => void;
  readonly remove?: string;
  readonly readOnly: boolean;
}) {
  return (
    <li className={`${line.stop} ${classes.stop}`}>
      <span className={classes.when}>{when}</span>
      <span className={`${line.mark} ${classes.mark}`} data-tone={TONES[kind]}>
        {icon}
      </span>
      <span className={classes.what}>
        <span>{children}</span>
        {onRemove && !readOnly && (
          <ActionIcon variant="subtle" color="gray" aria-label={remove} onClick={onRemove}>
            <IconX size={16} aria-hidden />
          </ActionIcon>
        )}
      </span>
    </li>
  );
}

function AddReminder({
  taken,
  onAdd,
}: {
  readonly taken: readonly number[];
  readonly onAdd: (days: number) => void;
}) {
  const t = useTexts("settings");
  const [days, setDays] = useState<number | string>(14);
  const usable = typeof days === "number" && !taken.includes(days);
  return (
    <Group gap="xs" align="flex-end">
      <NumberInput
        w={150}
        label={t("reminders.addReminder")}
        suffix={t("reminders.daysBefore")}
        min={0}
        max={365}
        allowDecimal={false}
        value={days}
        onChange={setDays}
      />
      <Button
        variant="default"
        leftSection={<IconPlus size={16} aria-hidden />}
        disabled={!usable}
        onClick={() => typeof days === "number" && onAdd(days)}
      >
        {t("reminders.addReminderButton")}
      </Button>
    </Group>
  );
}

const rolesWith = (role: PermissionRole): readonly PermissionRole[] =>
  ROLES.includes(role) ? ROLES : [role, ...ROLES];

function nextStep(steps: readonly Step[]): Step {
  const last = Math.max(0, ...steps.map(({ daysOverdue }) => daysOverdue));
  const free = ROLES.find((role) => !steps.some((step) => step.role === role)) ?? HR;
  return { daysOverdue: last + 7, role: free };
}
