import { useState } from "react";
import type { Channel } from "#gen/countersign/notification/v1/delivery_pb.ts";
import type { NotificationKind } from "#gen/countersign/notification/v1/notification_pb.ts";
import { NotificationService } from "#gen/countersign/notification/v1/notification_service_pb.ts";
import { useClient } from "../../../app/client.ts";
import { failureText } from "../../../app/failure.ts";
import { toastProblem } from "../../../components/toast-store.ts";

/** Switches that are set at once for the eye, and go back when the server refuses. */
export interface Switches {
  /** How a switch stands while the server doesn't know yet; undefined: as it was read. */
  readonly shown: (kind: NotificationKind, channel: Channel) => boolean | undefined;
  readonly set: (kind: NotificationKind, channel: Channel, enabled: boolean) => void;
  /** The language chosen while the server doesn't know yet. */
  readonly language: string | undefined;
  readonly speak: (language: string) => void;
}

/** Saves each switch as it is turned; `refetch` reads what is saved. */
export function useSwitches(refetch: () => Promise<unknown>): Switches {
  const client = useClient(NotificationService);
  const [turned, setTurned] = useState<ReadonlyMap<string, boolean>>(new Map());
  const [language, setLanguage] = useState<string>();
  const turn = (key: string, on: boolean | undefined): void =>
    setTurned((before) => {
      const next = new Map(before);
      if (on === undefined) next.delete(key);
      else next.set(key, on);
      return next;
    });
  const save = async (call: Promise<unknown>, done: () => void): Promise<void> => {
    try {
      await call;
      await refetch();
    } catch (error) {
      toastProblem(failureText(error));
    } finally {
      done();
    }
  };
  return {
    shown: (kind, channel) => turned.get(`${kind} ${channel}`),
    set: (kind, channel, enabled) => {
      const key = `${kind} ${channel}`;
      turn(key, enabled);
      const call = client.updatePreferences({ changes: [{ kind, channel, enabled }] });
      void save(call, () => turn(key, undefined));
    },
    language,
    speak: (chosen) => {
      setLanguage(chosen);
      void save(client.updatePreferences({ language: chosen }), () => setLanguage(undefined));
    },
  };
}
