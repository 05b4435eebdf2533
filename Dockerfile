# Two images from one file: `docker build --target api .` and `docker build --target worker .`
# Node.js and pnpm are those of scripts/setup/versions.mjs and package.json; a test holds them together.
ARG NODE_VERSION=24.21.0

FROM node:${NODE_VERSION}-bookworm-slim AS files
ARG PNPM_VERSION=10.34.8
WORKDIR /app
RUN npm install --global --ignore-scripts pnpm@${PNPM_VERSION}
# What the lockfile pins is a layer of its own, which lasts until the lockfile changes.
COPY pnpm-lock.yaml pnpm-workspace.yaml ./
RUN pnpm fetch --prod --ignore-scripts --store-dir=/pnpm-store
# .dockerignore lets through what runs in production and nothing else.
COPY . .
RUN pnpm install --offline --frozen-lockfile --prod --ignore-scripts --store-dir=/pnpm-store

# TypeScript runs as it stands: there is nothing to build.
FROM node:${NODE_VERSION}-bookworm-slim AS runtime
# A process at rest keeps what it needed to start; small young generations and few arenas keep a quarter less of it.
ENV NODE_ENV=production NODE_OPTIONS=--max-semi-space-size=2 MALLOC_ARENA_MAX=2
WORKDIR /app
# Owned by root and run by another user: the process can't change its own code.
COPY --from=files /app /app
USER 1000:1000

# A process is healthy while it lives; whether it is ready is asked at /health/ready, and no reason to restart it.
FROM runtime AS worker
EXPOSE 3001
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.HEALTH_PORT || 3001}/health/live`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "apps/worker/src/main.ts"]

FROM runtime AS api
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT || 3000}/health/live`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "apps/api/src/main.ts"]
