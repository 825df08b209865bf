import { Alert, Button, Group, Paper, Progress, Stack, Text } from "@mantine/core";
import { IconAlertTriangle, IconCircleCheck, IconEye } from "@tabler/icons-react";
import {
  type EmployeeImport,
  EmployeeImportState as State,
} from "#gen/countersign/employee/v1/employee_import_pb.ts";
import { language, useTexts } from "../../../app/texts.ts";
import { FormProblem } from "../../../components/form-errors.tsx";
import classes from "../people.module.css";
import { ErrorRows } from "./error-rows.tsx";
import { keptFile } from "./kept-file.ts";
import { useStartImport } from "./start-import.ts";

/** How far an import is, its counts, and the rows that were refused. */
export function ImportResult({ run, over }: { readonly run: EmployeeImport; readonly over: boolean }) {
  const t = useTexts("people");
  const numbers = new Intl.NumberFormat(language());
  const counts = [
    ["created", run.createdCount],
    ["updated", run.updatedCount],
    ["unchanged", run.unchangedCount],
    ["deactivated", run.deactivatedCount],
    ["failed", run.failedCount],
  ] as const;
  const done = run.state === State.COMPLETED;
  return (
    <Stack gap="lg">
      {run.validateOnly && (
        <Alert color="indigo" icon={<IconEye aria-hidden />}>
          {t("run.checkOnly")}
        </Alert>
      )}
      {run.state === State.FAILED && (
        <Alert color="red" role="alert" icon={<IconAlertTriangle aria-hidden />} title={t("run.failure")}>
          {run.failure}
        </Alert>
      )}
      {done && run.deactivateMissing && run.failedCount > 0 && (
        <Alert color="yellow" icon={<IconAlertTriangle aria-hidden />}>
          {t("run.notLeft")}
        </Alert>
      )}
      <Paper withBorder p={{ base: "md", sm: "lg" }} radius="lg">
        <Stack gap="md">
          {!over && <Running run={run} />}
          <dl className={classes.counts}>
            {counts.map(([name, count]) => (
              <div key={name}>
                <dt>{t(`run.${name}`)}</dt>
                <dd>{numbers.format(count)}</dd>
              </div>
            ))}
          </dl>
          {done && run.failedCount === 0 && (
            <Group gap="xs" role="status">
              <IconCircleCheck size={20} aria-hidden />
              <Text>{t("run.allGood")}</Text>
            </Group>
          )}
          {done && run.validateOnly && <ImportNow run={run} />}
        </Stack>
      </Paper>
      {run.errors.length > 0 && <ErrorRows run={run} />}
    </Stack>
  );
}

function Running({ run }: { readonly run: EmployeeImport }) {
  const t = useTexts("people");
  const numbers = new Intl.NumberFormat(language());
  const { processedRows, totalRows } = run;
  const waiting = run.state === State.PENDING || totalRows === 0;
  const words = waiting
    ? t("run.waiting")
    : t("run.progress", { done: numbers.format(processedRows), total: numbers.format(totalRows) });
  return (
    <div>
      <Text fw={600} mb={6} className={classes.number}>
        {words}
      </Text>
      <Progress
        value={waiting ? 100 : (processedRows / totalRows) * 100}
        animated={waiting}
        striped={waiting}
        size="lg"
        aria-label={words}
      />
      <Text size="sm" c="dimmed" mt="xs">
        {t("run.leave")}
      </Text>
    </div>
  );
}

function ImportNow({ run }: { readonly run: EmployeeImport }) {
  const t = useTexts("people");
  const start = useStartImport();
  const csv = keptFile(run.id);
  if (csv === undefined) return null;
  return (
    <Stack gap="xs">
      <FormProblem problem={start.problem} />
      <Group gap="sm">
        <Button
          loading={start.pending}
          onClick={() =>
            void start.run({ csv, validateOnly: false, deactivateMissing: run.deactivateMissing })
          }
        >
          {t("run.real")}
        </Button>
        <Text size="sm" c="dimmed">
          {t("run.realText")}
        </Text>
      </Group>
    </Stack>
  );
}
