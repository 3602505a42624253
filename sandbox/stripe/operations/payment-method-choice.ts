import { invalidParameter } from "../http/api-error";
import { type Field, list, word } from "../http/fields";

/** Which ways to pay are offered; cards are the only one here. */
export const allowedTypes: Field<string[]> & { required: false } = {
  required: false,
  read(node, param) {
    const types = list(word()).read(node, param);
    const other = types.find((type) => type !== "card");
    if (other !== undefined) {
      throw invalidParameter(
        param,
        `The payment method type "${other}" is not activated in this simulator; only card is.`,
      );
    }
    return types;
  },
};

/** Since the endive versions the types that are offered can only be read. */
export const noLongerWritable: Field<never> & { required: false } = {
  required: false,
  read(_node, param) {
    throw invalidParameter(
      param,
      "`payment_method_types` can no longer be set. Use `allowed_payment_method_types` to limit what is offered.",
      "payment_method_types_no_longer_supported",
    );
  },
};
