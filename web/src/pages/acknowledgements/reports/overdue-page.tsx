import { Button, SegmentedControl } from "@mantine/core";
import { IconPrinter } from "@tabler/icons-react";
import { useUrlState } from "../../../app/navigation.ts";
import { useTexts } from "../../../app/texts.ts";
import { PageHeader } from "../../../components/page-header.tsx";
import { AsAt } from "./as-at.tsx";
import { OverdueNow } from "./overdue-now.tsx";

/** Who is late and where that was escalated to; and how everything stood on a day. */
export function OverduePage() {
  const t = useTexts("acknowledgements");
  const [search, change] = useUrlState();
  const view = search.day ? "day" : (search.view ?? "now");
  return (
    <>
      <PageHeader
        title={t("overdue.title")}
        text={t("overdue.text")}
        actions={
          <Button
            className="no-print"
            variant="default"
            leftSection={<IconPrinter size={16} aria-hidden />}
            onClick={() => print()}
          >
            {t("overdue.print")}
          </Button>
        }
      />
      <SegmentedControl
        className="no-print"
        aria-label={t("overdue.views")}
        mb="md"
        data={[
          { value: "now", label: t("overdue.now") },
          { value: "day", label: t("overdue.asAt") },
        ]}
        value={view}
        onChange={(next) => change({ view: next === "now" ? "" : next, day: "" })}
      />
      {view === "day" ? <AsAt day={search.day} change={change} /> : <OverdueNow />}
    </>
  );
}
