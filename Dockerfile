# The API in one image, and the local identity provider in another (--target emulator): docs/deployment.md.
# A registry of your own: --secret id=npmrc,src=$HOME/.npmrc, and --secret id=ca-certificates,src=FILE for the
# authority of its certificate. Secrets are not stored in the image.
ARG BASE_IMAGE=node:24-bookworm-slim

# What npm needs to know, so that packages are installed again only when it changes.
FROM scratch AS manifests
COPY package.json package-lock.json .npmrc /manifests/
COPY dev/node/package.json /manifests/dev/node/
COPY emulator/package.json /manifests/emulator/
COPY emulator/bin /manifests/emulator/bin
COPY clients/spa/package.json /manifests/clients/spa/
COPY clients/web/package.json /manifests/clients/web/
COPY test-support/package.json /manifests/test-support/
COPY src/auth/package.json /manifests/src/auth/

FROM ${BASE_IMAGE} AS packages
WORKDIR /app
COPY --from=manifests /manifests ./

FROM packages AS build
RUN --mount=type=secret,id=npmrc,target=/root/.npmrc --mount=type=secret,id=ca-certificates \
  npm ci --no-audit
COPY . .
RUN npx nest build && node esbuild.config.mjs && find dist -name '*.map' -delete \
  && npm run build --workspace emulator

# Optional packages are the Node of a checkout, and peers that development has and production does not. Left out
# besides: types, source maps, sources of the native library and its builds for other systems.
FROM packages AS api-packages
RUN --mount=type=secret,id=npmrc,target=/root/.npmrc --mount=type=secret,id=ca-certificates \
  npm ci --no-audit --omit=dev --omit=optional --workspaces=false \
  && rm -rf node_modules/.bin node_modules/better-sqlite3/deps \
  && find node_modules -type f '(' -name '*.map' -o -name '*.d.ts' -o -name '*.d.mts' -o -name '*.d.cts' ')' -delete \
  && find node_modules/better-sqlite3/prebuilds -type f ! -name "linux-$(node -p process.arch).node" -delete

FROM packages AS emulator-packages
RUN --mount=type=secret,id=npmrc,target=/root/.npmrc --mount=type=secret,id=ca-certificates \
  npm ci --no-audit --omit=dev --omit=optional --workspace emulator --include-workspace-root=false

# For development only: it refuses NODE_ENV=production.
FROM ${BASE_IMAGE} AS emulator
WORKDIR /app
COPY --from=emulator-packages /app/node_modules node_modules
COPY emulator/package.json emulator/
COPY --from=build /app/emulator/dist emulator/dist
COPY ops/image/emulator.mjs ops/image/
USER 1000:1000
EXPOSE 18080
CMD ["node", "ops/image/emulator.mjs"]

FROM ${BASE_IMAGE} AS api
ENV NODE_ENV=production DATA_DIR=/data
WORKDIR /app
# Where the embedded database is, if there is no DATABASE_URL: the only folder that is ever written to.
RUN install --directory --owner=1000 --group=1000 --mode=0700 /data
COPY package.json ./
COPY --from=api-packages /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY documentation-page documentation-page
COPY ops/image/health-check.mjs ops/image/
USER 1000:1000
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s CMD ["node", "ops/image/health-check.mjs"]
CMD ["node", "dist/main.js"]
