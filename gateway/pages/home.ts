import { createHash } from "node:crypto";
import type { DescService } from "@bufbuild/protobuf";
import { pathOf } from "../../runtime/rpc/host.ts";
import { publicMethods } from "../routes.ts";
import { contentSecurityPolicy } from "../security-headers.ts";
import { SERVICES } from "../services.ts";
import { escapeHtml } from "./escape-html.ts";
import type { Page, PageAnswer } from "./page.ts";

const STYLE = `
:root { color-scheme: light dark; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 46rem; margin: 3rem auto; padding: 0 1rem; }
pre { overflow-x: auto; padding: .75rem; border: 1px solid #8886; border-radius: .4rem; }
summary { cursor: pointer; }
li { overflow-wrap: anywhere; }
`;

/** The front page: what this is and how to call it. `publicUrl` may be empty: then the address stands for itself. */
export function homePage(publicUrl: string): Page {
  const answer = homeAnswer(publicUrl.replace(/\/+$/, "") || "http://localhost:8080");
  return () => answer;
}

function homeAnswer(url: string): PageAnswer {
  const styleHash = createHash("sha256").update(STYLE).digest("base64");
  return {
    status: 200,
    type: "text/html; charset=utf-8",
    body: html(url),
    headers: {
      "content-security-policy": contentSecurityPolicy({ style: `'sha256-${styleHash}'` }),
    },
  };
}

const html = (url: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Countersign</title>
<style>${STYLE}</style>
</head>
<body>
<h1>Countersign</h1>
<p>Company policies that people actually sign: publication, acknowledgement, escalation and evidence.</p>
<h2>Calling the API</h2>
<p>Every method is a POST of JSON (<a href="https://connectrpc.com/docs/protocol">Connect protocol</a>; binary protobuf
and gRPC-Web work as well). Sign in for an access token, then send it along:</p>
<pre>curl ${escapeHtml(url)}/countersign.customer.v1.CustomerService/GetSettings \\
  -H 'content-type: application/json' \\
  -H "authorization: Bearer $TOKEN" \\
  -d '{}'</pre>
<p>Errors have a code and a machine-readable <code>reason</code>. gRPC is spoken on the same port, with reflection and health:
<code>grpcurl -plaintext</code> lists and calls.</p>
<h2>Services</h2>
${SERVICES.map(section).join("\n")}
<h2>Operation</h2>
<p><a href="/healthz">liveness</a> · <a href="/readyz">readiness</a> · <a href="/metrics">metrics</a></p>
<p>In the source tree, <code>README.md</code> tells how to run it, <code>docs/ARCHITECTURE.md</code> how it is built,
<code>docs/adr/</code> why, and <code>proto/</code> what each method promises.</p>
</body>
</html>
`;

const section = (service: DescService): string => `<details>
<summary>${escapeHtml(service.typeName)}</summary>
<ul>
${publicMethods(service)
  .map((method) => `<li><code>${escapeHtml(pathOf(method))}</code></li>`)
  .join("\n")}
</ul>
</details>`;
