import { ActionIcon, Button, Text, TextInput } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import { useTexts } from "../../../app/texts.ts";
import { Fact, Facts } from "../../../components/facts.tsx";
import classes from "../people.module.css";

type Pairs = readonly (readonly [key: string, value: string])[];

/** Most of them, as the contract has it. */
const MOST = 50;

/** Further facts that the customer keeps about an employee: names and values. */
export function Attributes({
  value,
  onChange,
  readOnly,
  error,
}: {
  readonly value: Pairs;
  readonly onChange: (value: Pairs) => void;
  readonly readOnly: boolean;
  readonly error: string | undefined;
}) {
  const t = useTexts("people");
  const put = (index: number, pair: Pairs[number]): void =>
    onChange(value.map((before, i) => (i === index ? pair : before)));
  return (
    <fieldset style={{ border: 0, margin: 0, padding: 0, minWidth: 0 }} className={classes.attributes}>
      <Text component="legend" size="sm" fw={600} p={0}>
        {t("field.attributes")}
      </Text>
      {!readOnly && (
        <Text size="xs" c="dimmed">
          {t("field.attributesHint")}
        </Text>
      )}
      {error && (
        <Text size="sm" c="var(--mantine-color-error)">
          {error}
        </Text>
      )}
      {readOnly ? (
        <Facts>
          {value.map(([key, text]) => (
            <Fact key={key} name={key}>
              {text}
            </Fact>
          ))}
        </Facts>
      ) : (
        value.map(([key, text], index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: names are edited, so nothing else tells them apart
          <div key={index} className={classes.attribute}>
            <TextInput
              aria-label={t("field.attributeKey", { number: index + 1 })}
              value={key}
              maxLength={64}
              onChange={(event) => put(index, [event.currentTarget.value, text])}
            />
            <TextInput
              aria-label={t("field.attributeValue", { number: index + 1 })}
              value={text}
              maxLength={1000}
              onChange={(event) => put(index, [key, event.currentTarget.value])}
            />
            <ActionIcon
              variant="subtle"
              color="gray"
              size={36}
              aria-label={t("field.removeAttribute", { number: index + 1 })}
              onClick={() => onChange(value.filter((_, i) => i !== index))}
            >
              <IconX size={16} aria-hidden />
            </ActionIcon>
          </div>
        ))
      )}
      {!readOnly && value.length < MOST && (
        <div>
          <Button
            size="xs"
            variant="default"
            leftSection={<IconPlus size={14} aria-hidden />}
            onClick={() => onChange([...value, ["", ""]])}
          >
            {t("field.addAttribute")}
          </Button>
        </div>
      )}
    </fieldset>
  );
}
