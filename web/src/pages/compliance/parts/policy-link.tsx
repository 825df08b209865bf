import { Link } from "@tanstack/react-router";
import { useMe } from "../../../app/session.tsx";
import { opens } from "../../../app/where.ts";
import classes from "../compliance.module.css";

/** A policy's title, leading to it for those who may open it. */
export function PolicyLink({ policyId, title }: { readonly policyId: string; readonly title: string }) {
  const path = `/policies/${policyId}`;
  return opens(useMe(), path) ? (
    <Link to={path} className={classes.policy}>
      {title}
    </Link>
  ) : (
    <span>{title}</span>
  );
}
