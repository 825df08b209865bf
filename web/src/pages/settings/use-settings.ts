import { create, type MessageInitShape } from "@bufbuild/protobuf";
import { useQuery } from "@connectrpc/connect-query";
import { CustomerService } from "#gen/countersign/customer/v1/customer_service_pb.ts";
import { type Settings, SettingsSchema } from "#gen/countersign/customer/v1/settings_pb.ts";
import { type Action, useAction } from "../../app/action.ts";
import { useClient } from "../../app/client.ts";
import { type Draft, useDraft } from "../../app/draft.ts";
import { useMay } from "../../app/session.tsx";
import { useTexts } from "../../app/texts.ts";
import { toastDone } from "../../components/toast-store.ts";
import { SETTINGS_EDITORS } from "./area.ts";

/** One page of the settings: what it reads of them, and what it writes. */
export interface SettingsPart<T extends object> {
  readonly read: (settings: Settings) => T;
  readonly write: (value: T) => MessageInitShape<typeof SettingsSchema>;
  /** The top-level fields that it writes, in snake_case. */
  readonly paths: readonly string[];
}

/** A part of the settings as a form: see useSettings. */
export interface SettingsForm<T extends object> {
  readonly draft: Draft<T>;
  readonly save: Action<[overwrite?: boolean], void>;
  /** Whether the settings are there to be shown. */
  readonly ready: boolean;
  readonly error: Error | null;
  readonly isPaused: boolean;
  readonly refetch: () => Promise<unknown>;
  /** The reader may look, but not change. */
  readonly readOnly: boolean;
}

const NOTHING = create(SettingsSchema);

/** Reads a part of the settings and saves it, refused when somebody else saved first. */
export function useSettings<T extends object>({ read, write, paths }: SettingsPart<T>): SettingsForm<T> {
  const t = useTexts();
  const client = useClient(CustomerService);
  const query = useQuery(CustomerService.method.getSettings, {});
  const settings = query.data?.settings;
  const draft = useDraft(read(settings ?? NOTHING), settings?.etag ?? "");
  const save = useAction(async (overwrite = false) => {
    await client.updateSettings({
      settings: write(draft.value),
      updateMask: { paths: [...paths] },
      etag: overwrite ? "" : draft.etag,
    });
    await query.refetch();
    draft.reset();
    toastDone(t("saved"));
  });
  return {
    draft,
    save,
    ready: settings !== undefined,
    error: query.error,
    isPaused: query.fetchStatus === "paused",
    refetch: query.refetch,
    readOnly: !useMay(SETTINGS_EDITORS),
  };
}
