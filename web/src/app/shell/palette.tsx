import "@mantine/spotlight/styles.layer.css";
import { createSpotlight, Spotlight } from "@mantine/spotlight";
import { IconSearch } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { useRegisteredCommands } from "../commands.ts";
import { useGo } from "../navigation.ts";
import { useMe } from "../session.tsx";
import { useTexts } from "../texts.ts";
import { navFor } from "./nav-items.ts";

const [store, palette] = createSpotlight();

/** The command palette (⌘K): go anywhere, do what the open page offers. */
export function Palette({ onClose }: { readonly onClose: () => void }) {
  const t = useTexts();
  const go = useGo();
  const me = useMe();
  const [query, setQuery] = useState("");
  const commands = useRegisteredCommands();
  useEffect(() => palette.open(), []);
  const pages = navFor(me).flatMap(({ items }) =>
    items.map(({ to, text, icon: Icon }) => ({
      id: to,
      label: t(`nav.${text}`),
      icon: <Icon size={18} aria-hidden />,
      run: () => go(to),
    })),
  );
  const shown = [...commands, ...pages].filter(({ label }) => matches(label, query));
  return (
    <Spotlight.Root
      query={query}
      onQueryChange={setQuery}
      onSpotlightClose={onClose}
      store={store}
      shortcut={null}
      scrollable
      attributes={{ content: { "aria-label": t("palette.open") } }}
    >
      <Spotlight.Search
        placeholder={t("palette.placeholder")}
        aria-label={t("palette.placeholder")}
        leftSection={<IconSearch size={18} aria-hidden />}
      />
      <Spotlight.ActionsList>
        {shown.map(({ id, label, run, icon }) => (
          <Spotlight.Action key={id} label={label} leftSection={icon} onClick={run} />
        ))}
        {shown.length === 0 && <Spotlight.Empty>{t("palette.nothing")}</Spotlight.Empty>}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}

/** Whether every word of the query begins a word of the label, or is part of it. */
function matches(label: string, query: string): boolean {
  const text = label.toLowerCase();
  return query
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
