/** How the product is called, where no customer's name stands: in mails to platform operators. */
export const PRODUCT = "Countersign";
