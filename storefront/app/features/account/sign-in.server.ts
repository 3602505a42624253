import { z } from "zod";

const email = z
  .string({ error: "Enter your email address." })
  .min(1, { error: "Enter your email address." })
  .pipe(z.email({ error: "Enter an email address such as name@company.com." }));

export const signInSchema = z.object({
  email,
  password: z.string({ error: "Enter your password." }).min(1, { error: "Enter your password." }),
});

const name = (message: string) =>
  z.string({ error: message }).min(1, { error: message }).max(50, { error: "Use at most 50 characters." });

export const signUpSchema = z.object({
  first_name: name("Enter your first name."),
  last_name: name("Enter your last name."),
  email,
  password: z
    .string({ error: "Choose a password." })
    .min(10, { error: "Choose a password of at least 10 characters." })
    .max(200, { error: "Use at most 200 characters." }),
});
