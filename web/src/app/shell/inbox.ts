import { fromBinary, toBinary } from "@bufbuild/protobuf";
import { useTransport } from "@connectrpc/connect-query";
import { useEffect, useEffectEvent } from "react";
import {
  type WatchMyNotificationsResponse,
  WatchMyNotificationsResponseSchema,
} from "#gen/countersign/notification/v1/notification_requests_pb.ts";
import { NotificationService } from "#gen/countersign/notification/v1/notification_service_pb.ts";
import { watch } from "../watch.ts";

const NAME = "countersign-inbox";

/**
 * Changes of the user's inbox, as they come. All tabs of a browser share one stream: browsers keep no more than six
 * connections to a site over HTTP/1.1, and a stream occupies one.
 */
export function useInbox(onChange: (change: WatchMyNotificationsResponse) => void): void {
  const transport = useTransport();
  const handle = useEffectEvent(onChange);
  useEffect(() => {
    const ending = new AbortController();
    const channel = new BroadcastChannel(NAME);
    channel.onmessage = ({ data }: MessageEvent<Uint8Array>) =>
      handle(fromBinary(WatchMyNotificationsResponseSchema, data));
    const lead = (): Promise<void> =>
      watch(transport, NotificationService.method.watchMyNotifications, {}, ending.signal, (change) => {
        channel.postMessage(toBinary(WatchMyNotificationsResponseSchema, change));
        handle(change);
      });
    const leading =
      "locks" in navigator ? navigator.locks.request(NAME, { signal: ending.signal }, lead) : lead();
    leading.catch(() => {}); // another tab leads until this one is left
    return () => {
      ending.abort();
      channel.close();
    };
  }, [transport]);
}
