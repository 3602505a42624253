import { reactRouter } from "@react-router/dev/vite";
import tailwindcss from "@tailwindcss/vite";
import { defineConfig } from "vite";

export default defineConfig({
  plugins: [tailwindcss(), reactRouter()],
  resolve: { dedupe: ["react", "react-dom", "react-router"] },
  build: { target: "es2022", assetsInlineLimit: 0 },
  environments: {
    // The server build starts at our own Express application, which in turn imports the routes.
    ssr: { build: { rollupOptions: { input: "./server/app.ts" } } },
  },
});
