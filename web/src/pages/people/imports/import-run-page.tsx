import { useQuery } from "@connectrpc/connect-query";
import { Box, Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useEffect, useMemo, useState } from "react";
import {
  type EmployeeImport,
  EmployeeImportState as State,
} from "#gen/countersign/employee/v1/employee_import_pb.ts";
import { EmployeeService } from "#gen/countersign/employee/v1/employee_service_pb.ts";
import { isReason } from "../../../app/failure.ts";
import { useFresh } from "../../../app/fresh.ts";
import { useParam } from "../../../app/navigation.ts";
import { useTexts } from "../../../app/texts.ts";
import { useWatch } from "../../../app/watch.ts";
import { PageHeader } from "../../../components/page-header.tsx";
import { ListSkeleton, StateBlock } from "../../../components/state-block.tsx";
import { momentText } from "../../../time.ts";
import { ImportResult } from "./import-result.tsx";
import { ImportStateBadge } from "./import-state.tsx";

/** One import: how far it is, live, and what came of it. */
export function ImportRunPage() {
  const employeeImportId = useParam("importId");
  return <Run key={employeeImportId} employeeImportId={employeeImportId} />;
}

function Run({ employeeImportId }: { readonly employeeImportId: string }) {
  const t = useTexts("people");
  const fresh = useFresh();
  const [live, setLive] = useState<EmployeeImport | undefined>(undefined);
  const query = useQuery(EmployeeService.method.getEmployeeImport, { employeeImportId });
  const known = live ?? query.data?.employeeImport;
  const over = known !== undefined && isOver(known);
  const begun = query.data !== undefined;
  const input = useMemo(
    () => (begun && !over ? { employeeImportId } : undefined),
    [begun, over, employeeImportId],
  );
  useWatch(EmployeeService.method.watchEmployeeImport, input, ({ employeeImport }) =>
    setLive(employeeImport),
  );
  const ended = live !== undefined && isOver(live);
  useEffect(() => {
    if (ended) void fresh(EmployeeService);
  }, [ended, fresh]);
  if (!known && query.error && isReason(query.error, "EMPLOYEE_IMPORT_NOT_FOUND"))
    return <StateBlock page kind="not-found" title={t("run.gone")} text={t("run.goneText")} />;
  if (!known && query.error)
    return <StateBlock page kind="error" error={query.error} onRetry={() => void query.refetch()} />;
  if (!known && query.fetchStatus === "paused") return <StateBlock page kind="offline" />;
  return (
    <Box maw="64rem">
      <PageHeader
        title={t(known?.validateOnly ? "run.checkTitle" : "run.title")}
        crumbs={[
          { to: "/employees", text: t("list.title") },
          { to: "/employees/import", text: t("import.title") },
        ]}
        badge={known && <ImportStateBadge state={known.state} />}
        text={known && t("run.asked", { when: momentText(known.createTime) })}
        actions={
          over && (
            <>
              <Button variant="default" renderRoot={(props) => <Link to="/employees/import" {...props} />}>
                {t("run.again")}
              </Button>
              <Button variant="default" renderRoot={(props) => <Link to="/employees" {...props} />}>
                {t("run.people")}
              </Button>
            </>
          )
        }
      />
      {known ? <ImportResult run={known} over={over} /> : <ListSkeleton rows={2} height={140} />}
    </Box>
  );
}

const isOver = ({ state }: EmployeeImport): boolean => state === State.COMPLETED || state === State.FAILED;
