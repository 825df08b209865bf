import { Text } from "@mantine/core";
import { useTexts } from "../../../app/texts.ts";
import { Section } from "../../../components/section.tsx";
import { ListSkeleton } from "../../../components/state-block.tsx";
import classes from "../home.module.css";
import { TaskLine } from "./task.tsx";
import { usePolicyTasks } from "./use-policy-tasks.tsx";
import { useSigningTasks } from "./use-signing-tasks.tsx";

/** What needs the reader today, most pressing first; says so when there is nothing. */
export function Todo() {
  const t = useTexts("home");
  const [late, escalated, own, imports, messages] = useSigningTasks();
  const [decisions, ...policies] = usePolicyTasks();
  const parts = [decisions, late, escalated, messages, imports, ...policies, own];
  const tasks = parts.flatMap((part) => part ?? []);
  const known = parts.every((part) => part !== undefined);
  return (
    <Section title={t("todo.title")}>
      {tasks.length > 0 && (
        <ul className={classes.tasks}>
          {tasks.map((task) => (
            <TaskLine key={task.key} task={task} />
          ))}
        </ul>
      )}
      {!known && <ListSkeleton rows={tasks.length > 0 ? 1 : 3} height={40} />}
      {known && tasks.length === 0 && <Text>{t("todo.nothing")}</Text>}
    </Section>
  );
}
