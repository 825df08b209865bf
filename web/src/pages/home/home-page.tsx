import { SimpleGrid, Stack } from "@mantine/core";
import { useMay } from "../../app/session.tsx";
import { useTexts } from "../../app/texts.ts";
import { PageHeader } from "../../components/page-header.tsx";
import { ACKNOWLEDGEMENT_READERS } from "../acknowledgements/who.ts";
import { LEDGER_READERS } from "../audit/area.ts";
import { COMPLIANCE_READERS } from "../compliance/who.ts";
import { Completion } from "./charts/completion.tsx";
import { OverTime } from "./charts/over-time.tsx";
import { Frameworks } from "./frameworks.tsx";
import { NewestSignatures } from "./newest-signatures.tsx";
import { Todo } from "./todo/todo.tsx";

/** What needs the reader today, and how things stand; everybody sees what their roles allow. */
export function HomePage() {
  const t = useTexts("home");
  const numbers = useMay(ACKNOWLEDGEMENT_READERS);
  const frameworks = useMay(COMPLIANCE_READERS);
  const signatures = useMay(LEDGER_READERS);
  return (
    <>
      <PageHeader title={t("title")} text={t("text")} />
      <Stack gap="md">
        <Todo />
        {numbers && (
          <>
            <OverTime />
            <Completion />
          </>
        )}
        <SimpleGrid cols={{ base: 1, lg: frameworks && signatures ? 2 : 1 }} spacing="md">
          {frameworks && <Frameworks />}
          {signatures && <NewestSignatures />}
        </SimpleGrid>
      </Stack>
    </>
  );
}
