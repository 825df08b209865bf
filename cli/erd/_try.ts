import { writeFile } from "node:fs/promises";
import { createConnection } from "mongoose";
import { modelsOf } from "../../runtime/platform/run-service.ts";
import { toDot } from "./dot.ts";
import { entityOf } from "./entity.ts";
import { toPng, toSvg } from "./render.ts";
const ents=[]; let every=[];
for (const n of ["customer","identity","employee","policy","acknowledgement","compliance","notification","audit"]) {
  try {
    const { readdirSync } = await import("node:fs");
    const fs = readdirSync(`services/${n}/store`).filter(f => f.endsWith("-model.ts"));
    const makers = (await Promise.all(fs.map(f => import(`../../services/${n}/store/${f}`)))).flatMap(m => Object.entries(m).filter(([k]) => k.endsWith("Model")).map(([,v]) => v));
    const mod = { models: db => makers.map(f => f(db)) };
    const db = createConnection(); db.set("autoCreate", false); db.set("autoIndex", false);
    const own = mod.models(db);
    ents.push(...own.map(x => entityOf(n, x)));
    every = modelsOf(mod, db).slice(own.length).map(x => entityOf("runtime", x));
  } catch (e) { console.log(n, String(e).slice(0, 200)); }
}
const known = new Set(ents.map(e => `${e.service}.${e.model}`));
for (const e of ents) e.fields = e.fields.map(f => f.ref && !known.has(f.ref) ? (console.log("drop", e.collection, f.path, f.ref), {...f, ref: undefined}) : f);
const dot = toDot({entities: ents, everywhere: every});
await writeFile("/tmp/erd.dot", dot);
console.time("svg"); const svg = await toSvg(dot); console.timeEnd("svg");
await writeFile("/tmp/erd.svg", svg);
console.time("png"); await writeFile("/tmp/erd.png", await toPng(svg)); console.timeEnd("png");
console.log(svg.match(/<svg[^>]*>/)[0], svg.length);
process.exit();
