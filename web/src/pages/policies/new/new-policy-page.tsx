import { Text } from "@mantine/core";
import { IconFilePlus } from "@tabler/icons-react";
import { useUrlState } from "../../../app/navigation.ts";
import { useTexts } from "../../../app/texts.ts";
import { CardLink } from "../../../components/card-link.tsx";
import { PageHeader } from "../../../components/page-header.tsx";
import { useTemplate } from "../parts/use-template.ts";
import classes from "../policies.module.css";
import { TemplateGallery } from "../templates/template-gallery.tsx";
import { CreatePolicy } from "./create-policy.tsx";

const BLANK = "blank";

/** Begins a policy: from a template, or from nothing. */
export function NewPolicyPage() {
  const t = useTexts("policies");
  const [search, change] = useUrlState();
  const chosen = search.template ?? "";
  const { template } = useTemplate(chosen === BLANK ? "" : chosen);
  return (
    <>
      <PageHeader
        title={t("new.title")}
        text={t("new.text")}
        crumbs={[{ to: "/policies", text: t("nav.policies") }]}
      />
      <TemplateGallery
        chosen={chosen}
        hrefOf={({ id }) => `/policies/new?template=${id}`}
        first={<BlankCard chosen={chosen === BLANK} />}
      />
      {(chosen === BLANK || template) && (
        <CreatePolicy key={chosen} template={template} onClose={() => change({ template: "" })} />
      )}
    </>
  );
}

function BlankCard({ chosen }: { readonly chosen: boolean }) {
  const t = useTexts("policies");
  return (
    <div className={classes.card} data-chosen={chosen || undefined}>
      <IconFilePlus size={24} stroke={1.5} aria-hidden />
      <CardLink to={`/policies/new?template=${BLANK}`} resetScroll={false}>
        {t("new.blank")}
      </CardLink>
      <Text size="sm" c="dimmed">
        {t("new.blankText")}
      </Text>
    </div>
  );
}
