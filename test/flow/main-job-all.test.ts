import { mainJob } from "./main-job.ts";

// The tests and what they expect stand in main-job.ts: the same for both modes.
mainJob("all");
