import { IconUsers, IconUsersGroup } from "@tabler/icons-react";
import type { Area } from "../../app/area.ts";
import { PEOPLE_MANAGERS, PEOPLE_READERS } from "./who.ts";

/** The people who work for the customer, and the groups that they belong to. */
export const people: Area = {
  texts: "people",
  pages: [
    {
      path: "/employees",
      who: PEOPLE_READERS,
      load: () => import("./employees/employees-page.tsx").then((file) => file.EmployeesPage),
    },
    {
      path: "/employees/$employeeId",
      who: PEOPLE_READERS,
      load: () => import("./profile/employee-page.tsx").then((file) => file.EmployeePage),
    },
    {
      path: "/employees/import",
      who: PEOPLE_MANAGERS,
      load: () => import("./imports/import-page.tsx").then((file) => file.ImportPage),
    },
    {
      path: "/employees/imports/$importId",
      who: PEOPLE_MANAGERS,
      load: () => import("./imports/import-run-page.tsx").then((file) => file.ImportRunPage),
    },
    {
      path: "/groups",
      who: PEOPLE_READERS,
      load: () => import("./groups/groups-page.tsx").then((file) => file.GroupsPage),
    },
    {
      path: "/groups/$groupId",
      who: PEOPLE_READERS,
      load: () => import("./groups/group-page.tsx").then((file) => file.GroupPage),
    },
  ],
  nav: [
    { to: "/employees", text: "employees", icon: IconUsers, group: "people", who: PEOPLE_READERS },
    { to: "/groups", text: "groups", icon: IconUsersGroup, group: "people", who: PEOPLE_READERS },
  ],
};
