import { createContext, type ReactNode, useContext, useMemo, useState } from "react";
import { ComplianceService } from "#gen/countersign/compliance/v1/compliance_service_pb.ts";
import type { MappedPolicy } from "#gen/countersign/compliance/v1/customer_compliance_pb.ts";
import { newRequestId, useClient } from "../../../app/client.ts";
import { failureText } from "../../../app/failure.ts";
import { useFresh } from "../../../app/fresh.ts";
import { useTexts } from "../../../app/texts.ts";
import { toast, toastProblem } from "../../../components/toast-store.ts";
import { undoable } from "../../../components/undo.ts";

/** What policies are mapped to. */
export interface MapTarget {
  /** What tracks it, cpl_…; "": nothing does yet, mapping begins it. */
  readonly complianceId: string;
  /** req_…; "" for a framework as a whole. */
  readonly requirementId: string;
  /** Its name in messages: the identifier, or the framework's title. */
  readonly name: string;
  readonly policies: readonly MappedPolicy[];
}

/** A policy by id and title. */
export interface NamedPolicy {
  readonly policyId: string;
  readonly title: string;
}

interface Mapping {
  /** The policies that still stand there: those just removed are gone for the eye while it can be undone. */
  readonly shown: (complianceId: string, policies: readonly MappedPolicy[]) => readonly MappedPolicy[];
  /** Maps policies; throws when one can't be. */
  readonly map: (target: MapTarget, policies: readonly NamedPolicy[]) => Promise<void>;
  readonly unmap: (target: MapTarget, policy: NamedPolicy) => void;
}

const Context = createContext<Mapping | undefined>(undefined);

/** Maps and unmaps the policies of a page. Only inside MappingScope. */
export function useMapping(): Mapping {
  const mapping = useContext(Context);
  if (!mapping) throw new Error("useMapping outside of MappingScope");
  return mapping;
}

/** Keeps for a page which policies are being removed. */
export function MappingScope({ children }: { readonly children: ReactNode }) {
  const t = useTexts("compliance");
  const client = useClient(ComplianceService);
  const fresh = useFresh();
  const [removed, setRemoved] = useState<ReadonlySet<string>>(new Set());
  const mapping = useMemo((): Mapping => {
    const change = (key: string, gone: boolean): void =>
      setRemoved((before) => {
        const next = new Set(before);
        if (gone) next.add(key);
        else next.delete(key);
        return next;
      });
    const unmapNow = async (customerComplianceId: string, policyIds: readonly string[]): Promise<void> => {
      for (const policyId of policyIds)
        await client.unmapPolicy({ customerComplianceId, policyId, requestId: newRequestId() });
      await fresh(ComplianceService);
    };
    const track = async (requirementId: string): Promise<string> => {
      const made = await client.createCustomerCompliance({
        target: { case: "requirementId", value: requirementId },
        requestId: newRequestId(),
      });
      return made.customerCompliance?.id ?? "";
    };
    return {
      shown: (complianceId, policies) =>
        policies.filter(({ policyId }) => !removed.has(`${complianceId} ${policyId}`)),
      map: async ({ complianceId, requirementId, name }, policies) => {
        try {
          const customerComplianceId = complianceId || (await track(requirementId));
          for (const { policyId } of policies)
            await client.mapPolicy({ customerComplianceId, policyId, requestId: newRequestId() });
          const ids = policies.map(({ policyId }) => policyId);
          toast({
            text: t("map.done", { count: ids.length, title: policies[0]?.title ?? "", name }),
            tone: "success",
            undo: () =>
              void unmapNow(customerComplianceId, ids).catch((error: unknown) =>
                toastProblem(failureText(error)),
              ),
          });
        } finally {
          await fresh(ComplianceService);
        }
      },
      unmap: ({ complianceId, name }, { policyId, title }) => {
        const key = `${complianceId} ${policyId}`;
        undoable({
          text: t("unmap.done", { title, name }),
          apply: () => change(key, true),
          rollback: () => change(key, false),
          commit: () => unmapNow(complianceId, [policyId]).then(() => change(key, false)),
        });
      },
    };
  }, [client, fresh, t, removed]);
  return <Context value={mapping}>{children}</Context>;
}
