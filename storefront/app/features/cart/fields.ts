/** How the names of the fields with seats begin in the cart's form; the line's id follows. */
export const QUANTITY_OF = "quantity:";
