import "@mantine/core/styles.layer.css";
import "./app/base.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app/app.tsx";
import { startTexts } from "./app/texts.ts";

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");
void startTexts().then(() =>
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  ),
);
