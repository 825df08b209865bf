import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useMemo } from "react";
import { type Command, useCommands } from "../../../app/commands.ts";
import { useUrlState } from "../../../app/navigation.ts";
import { useMay, useMe } from "../../../app/session.tsx";
import { useTexts } from "../../../app/texts.ts";
import { PageHeader } from "../../../components/page-header.tsx";
import { TEMPLATE_WRITERS } from "../who.ts";
import { TemplateGallery } from "./template-gallery.tsx";
import { WriteTemplate } from "./write-template.tsx";

/** The texts that policies can begin from. */
export function TemplatesPage() {
  const t = useTexts("policies");
  const [search, change] = useUrlState();
  const mayWrite = useMay(TEMPLATE_WRITERS);
  const ofPlatform = useMe().customerId === "";
  const commands = useMemo(
    (): readonly Command[] =>
      mayWrite ? [{ id: "templates.new", label: t("templates.new"), run: () => change({ new: "1" }) }] : [],
    [t, mayWrite, change],
  );
  useCommands(commands);
  if (search.new && mayWrite) return <WriteTemplate onClose={() => change({ new: "" })} />;
  return (
    <>
      <PageHeader
        title={t("templates.title")}
        text={t(ofPlatform ? "templates.platformText" : "templates.text")}
        actions={
          mayWrite && (
            <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => change({ new: "1" })}>
              {t("templates.new")}
            </Button>
          )
        }
      />
      <TemplateGallery hrefOf={({ id }) => `/templates/${id}`} statuses />
    </>
  );
}
