import { parseCardForm } from "./card-form";

it("marks a card number that is none beside everything else that is missing", () => {
  expect(parseCardForm({ number: "hello", expiry: "", cvc: "", name: "Ada" })).toEqual({
    errors: {
      number: "Your card number is incorrect.",
      expiry: "Enter the date as MM / YY.",
      cvc: "Enter the security code.",
    },
  });
});

it("reads a card as it is printed", () => {
  expect(parseCardForm({ number: "4242 4242 4242 4242", expiry: "12/30", cvc: "123", name: "Ada" })).toEqual({
    card: { number: "4242 4242 4242 4242", expMonth: 12, expYear: 30, cvc: "123" },
  });
});
