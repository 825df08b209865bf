import { Link } from "@tanstack/react-router";
import { useTexts } from "../../app/texts.ts";
import classes from "./links.module.css";

/** Leads to the other ways of signing in. */
export function OtherWays() {
  const t = useTexts("sign-in");
  return (
    <Link to="/sign-in" className={classes.link}>
      {t("otherWays")}
    </Link>
  );
}
