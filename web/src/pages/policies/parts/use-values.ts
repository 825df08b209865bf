import { useMemo } from "react";
import {
  type PolicyConfiguration,
  PolicyConfigurationState,
} from "#gen/countersign/policy/v1/policy_configuration_pb.ts";
import { PolicyService } from "#gen/countersign/policy/v1/policy_service_pb.ts";
import { useList } from "../../../app/list.ts";
import { valueMarkdown } from "./configuration-value.ts";

/** The values that a policy's text may use. */
export interface PolicyValues {
  /** Active ones, by key. */
  readonly active: ReadonlyMap<string, PolicyConfiguration>;
  /** Proposed ones, by key. */
  readonly pending: ReadonlyMap<string, PolicyConfiguration>;
  /** Active ones as they stand in the Markdown, by key. */
  readonly markdown: ReadonlyMap<string, string>;
}

/** Reads the active and pending values of a policy. */
export function usePolicyValues(policyId: string): PolicyValues {
  const { rows } = useList(
    PolicyService.method.listPolicyConfigurations,
    { policyId, pageSize: 200 },
    (page) => page.configurations,
  );
  return useMemo(() => {
    const inState = (state: PolicyConfigurationState) =>
      new Map(rows.filter((one) => one.state === state).map((one) => [one.key, one]));
    const active = inState(PolicyConfigurationState.ACTIVE);
    return {
      active,
      pending: inState(PolicyConfigurationState.PENDING),
      markdown: new Map([...active].map(([key, { value }]) => [key, valueMarkdown(value)])),
    };
  }, [rows]);
}
