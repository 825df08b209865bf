import { PolicyService } from "#gen/countersign/policy/v1/policy_service_pb.ts";
import type { PolicyVersion } from "#gen/countersign/policy/v1/policy_version_pb.ts";
import { useList } from "../../../app/list.ts";
import { useUrlState } from "../../../app/navigation.ts";
import { useTexts } from "../../../app/texts.ts";
import { ShowMore } from "../../../components/list-parts.tsx";
import { ListSkeleton, StateBlock } from "../../../components/state-block.tsx";
import { PolicyFrame } from "../parts/policy-frame.tsx";
import { usePolicy } from "../parts/use-policy.ts";
import { Timeline } from "./timeline.tsx";
import { VersionView } from "./version-view.tsx";
import classes from "./versions.module.css";

/** All versions of a policy in time, and what any two of them differ in. */
export function VersionsPage() {
  const query = usePolicy();
  return <PolicyFrame query={query}>{(policy) => <Versions policyId={policy.id} />}</PolicyFrame>;
}

function Versions({ policyId }: { readonly policyId: string }) {
  const t = useTexts("policies");
  const [search] = useUrlState();
  const list = useList(
    PolicyService.method.listPolicyVersions,
    { policyId, pageSize: 100 },
    (page) => page.versions,
  );
  if (list.error) return <StateBlock kind="error" error={list.error} onRetry={() => void list.refetch()} />;
  if (list.isPaused) return <StateBlock kind="offline" />;
  if (!list.first) return <ListSkeleton rows={4} height={96} />;
  const shown = list.rows.find(({ number }) => String(number) === search.version) ?? list.rows[0];
  if (!shown) return <StateBlock kind="empty" title={t("versions.none")} />;
  const base = baseOf(list.rows, shown, search.base);
  return (
    <div className={classes.page}>
      <div>
        <Timeline versions={list.rows} shown={shown} base={base} />
        <ShowMore list={list} mt="sm" />
      </div>
      <VersionView
        key={shown.id}
        versions={list.rows}
        shown={shown}
        base={base}
        whole={search.view === "text"}
      />
    </div>
  );
}

/** What a version is compared with: the one that the address names, or the last one before it that was in force. */
function baseOf(
  versions: readonly PolicyVersion[],
  shown: PolicyVersion,
  asked: string | undefined,
): PolicyVersion | undefined {
  const named = versions.find(({ number }) => String(number) === asked);
  if (named && named.id !== shown.id) return named;
  return versions.find(({ number, publishTime }) => number < shown.number && publishTime !== undefined);
}
