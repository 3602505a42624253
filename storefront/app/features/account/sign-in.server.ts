import { z } from "zod";
import { tooLong } from "../../server/forms.server";

const email = z
  .string({ error: "Enter your email address." })
  .min(1, { error: "Enter your email address." })
  .max(254, { error: tooLong("email address", 254) })
  .pipe(z.email({ error: "Enter an email address such as name@company.com." }));

export const signInSchema = z.object({
  email,
  password: z.string({ error: "Enter your password." }).min(1, { error: "Enter your password." }),
});

const name = (field: string) =>
  z
    .string({ error: `Enter your ${field}.` })
    .min(1, { error: `Enter your ${field}.` })
    .max(50, { error: tooLong(field, 50) });

const newPassword = z
  .string({ error: "Choose a password." })
  .min(10, { error: "Choose a password of at least 10 characters." })
  .max(200, { error: tooLong("password", 200) });

export const forgotPasswordSchema = z.object({ email });

export const newPasswordSchema = z.object({ password: newPassword });

export const signUpSchema = z.object({
  first_name: name("first name"),
  last_name: name("last name"),
  email,
  password: newPassword,
});
