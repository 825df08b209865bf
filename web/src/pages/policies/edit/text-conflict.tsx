import { Stack, Tabs, Text } from "@mantine/core";
import { useEffect, useRef } from "react";
import { useTexts } from "../../../app/texts.ts";
import { Diff } from "../../../components/diff.tsx";
import { EtagConflict } from "../../../components/etag-conflict.tsx";
import { toast } from "../../../components/toast-store.ts";
import classes from "../policies.module.css";
import type { CopyView, WorkingCopy } from "./working-copy.ts";
import { changedFields } from "./working-text.ts";

/** Somebody else saved the same part first: both texts beside each other, and whose shall stand. */
export function TextConflict({ copy, view }: { readonly copy: WorkingCopy; readonly view: CopyView }) {
  const t = useTexts("policies");
  const { text: mine, theirs } = view;
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    void place.current?.scrollIntoView({ block: "start" }); // gives a promise in newer browsers
  }, []);
  if (!theirs) return null;
  const fields = changedFields(theirs, mine);
  const [first = "contentMarkdown"] = fields;
  const takeTheirs = (): void => {
    const undo = copy.takeTheirs();
    toast({ text: t("conflict.tookTheirs"), undo, stayMs: 20_000 });
  };
  return (
    <Stack gap="sm" ref={place} className={classes.intoSight}>
      <EtagConflict
        reload={t("conflict.takeTheirs")}
        onReload={takeTheirs}
        onOverwrite={() => void copy.keepMine()}
      />
      <section className={classes.paper} aria-label={t("conflict.compare")}>
        <Text size="sm" mb="sm">
          {t("conflict.explain")}
        </Text>
        <Tabs defaultValue={fields.includes("contentMarkdown") ? "contentMarkdown" : first}>
          <Tabs.List>
            {fields.map((field) => (
              <Tabs.Tab key={field} value={field}>
                {t(`edit.field.${field}`)}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          {fields.map((field) => (
            <Tabs.Panel key={field} value={field} pt="sm">
              <Diff
                before={theirs[field]}
                after={mine[field]}
                beforeTitle={t("conflict.theirs")}
                afterTitle={t("conflict.mine")}
              />
            </Tabs.Panel>
          ))}
        </Tabs>
      </section>
    </Stack>
  );
}
