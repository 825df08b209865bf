import { useQuery } from "@connectrpc/connect-query";
import { useEffect } from "react";
import { ComplianceService } from "#gen/countersign/compliance/v1/compliance_service_pb.ts";
import type { CustomerCompliance } from "#gen/countersign/compliance/v1/customer_compliance_pb.ts";
import type { Requirement } from "#gen/countersign/compliance/v1/framework_pb.ts";
import { useList } from "../../../app/list.ts";

const { method } = ComplianceService;
const PAGE = 200;

/** Reads a list to its end. */
function useWhole<Row>(list: {
  readonly rows: readonly Row[];
  readonly hasMore: boolean;
  readonly readMore: () => void;
}): void {
  const { hasMore, readMore } = list;
  useEffect(() => {
    if (hasMore) readMore();
  }, [hasMore, readMore]);
}

/** All that the customer tracks, by title. */
export function useCompliances() {
  const list = useList(
    method.listCustomerCompliances,
    { pageSize: PAGE },
    (page) => page.customerCompliances,
  );
  useWhole(list);
  return { ...list, ready: !list.isPending && !list.hasMore };
}

/** The frameworks that the platform ships. */
export function useFrameworks() {
  const query = useQuery(method.listFrameworks, { pageSize: PAGE });
  return { frameworks: query.data?.frameworks ?? [], isPending: query.isPending, error: query.error };
}

/** The customer's own requirements. */
export function useOwnRequirements() {
  const list = useList(
    method.listRequirements,
    { pageSize: PAGE, ownOnly: true },
    (page) => page.requirements,
  );
  useWhole(list);
  return { ...list, ready: !list.isPending && !list.hasMore };
}

/** One requirement, looked for in the list of all; undefined while it isn't found. `id` "": none is wanted. */
export function useRequirement(id: string): Requirement | undefined {
  const list = useList(method.listRequirements, { pageSize: PAGE }, (page) => page.requirements, {
    enabled: id !== "",
  });
  const found = list.rows.find((requirement) => requirement.id === id);
  useWhole({ ...list, hasMore: list.hasMore && id !== "" && !found });
  return found;
}

/** The id of the framework or requirement that is tracked. */
export const targetOf = ({ target }: CustomerCompliance): { readonly kind: string; readonly id: string } =>
  target.case === undefined ? { kind: "", id: "" } : { kind: target.case, id: target.value };
