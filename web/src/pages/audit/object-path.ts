/** Where the object of an id is shown in this client, by the id's prefix; undefined for kinds without a page. */
export function objectPath(id: string): string | undefined {
  const page = PAGES[id.slice(0, id.indexOf("_"))];
  return page?.replace("$id", id);
}

const PAGES: Readonly<Record<string, string>> = {
  pol: "/policies/$id",
  tpl: "/templates/$id",
  emp: "/employees/$id",
  grp: "/groups/$id",
  imp: "/employees/imports/$id",
  ack: "/acknowledgements/all/$id",
  rol: "/rollouts/$id",
  cpl: "/compliance/$id",
  frm: "/frameworks/$id",
  aud: "/audits?audit=$id",
  usr: "/access/users/$id",
  crl: "/access/roles/$id",
  idp: "/access/single-sign-on/$id",
  apk: "/access/api-keys",
  cus: "/platform/customers/$id",
};
