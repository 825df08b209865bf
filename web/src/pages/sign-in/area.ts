import type { Area } from "../../app/area.ts";

/** The ways in, for people who aren't signed in. */
export const signIn: Area = {
  texts: "sign-in",
  pages: [
    { path: "/sign-in", open: true, load: () => import("./sign-in.tsx").then((file) => file.SignIn) },
    {
      path: "/sign-in/request-link",
      open: true,
      load: () => import("./request-link.tsx").then((file) => file.RequestLink),
    },
    {
      path: "/sign-in/link",
      open: true,
      load: () => import("./link-landing.tsx").then((file) => file.LinkLanding),
    },
    {
      path: "/sign-in/company",
      open: true,
      load: () => import("./company-sign-in.tsx").then((file) => file.CompanySignIn),
    },
    {
      path: "/forgot-password",
      open: true,
      load: () => import("./forgot-password.tsx").then((file) => file.ForgotPassword),
    },
    {
      path: "/reset-password",
      open: true,
      load: () => import("./reset-password.tsx").then((file) => file.ResetPassword),
    },
    {
      path: "/invitation",
      open: true,
      load: () => import("./invitation.tsx").then((file) => file.Invitation),
    },
  ],
};
