import type { ServiceKit } from "../../runtime/service.ts";
import { ConfigurationStore } from "./store/configuration-store.ts";
import { PolicySearch } from "./store/policy-search.ts";
import { PolicyStore } from "./store/policy-store.ts";
import { PublishedCountStore } from "./store/published-count-store.ts";
import { TemplateStore } from "./store/template-store.ts";
import { TemplateVersionStore } from "./store/template-version-store.ts";
import { VersionStore } from "./store/version-store.ts";

/** What the policy service's handlers work with. */
export interface PolicyContext extends ServiceKit {
  readonly templates: TemplateStore;
  readonly templateVersions: TemplateVersionStore;
  readonly policies: PolicyStore;
  readonly versions: VersionStore;
  readonly search: PolicySearch;
  readonly configurations: ConfigurationStore;
  readonly publishedCounts: PublishedCountStore;
}

/** Builds the context on the runtime's kit; tests override parts by spreading. */
export const createContext = (kit: ServiceKit): PolicyContext => ({
  ...kit,
  templates: new TemplateStore(kit.database),
  templateVersions: new TemplateVersionStore(kit.database),
  policies: new PolicyStore(kit.database),
  versions: new VersionStore(kit.database),
  search: new PolicySearch(kit.database),
  configurations: new ConfigurationStore(kit.database),
  publishedCounts: new PublishedCountStore(kit.database),
});
