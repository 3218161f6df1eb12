# The server with its admin UI. Give it a Postgres by DATABASE_URL; without, it runs one of its own
# on the volume /data.
FROM node:24.21.0-bookworm-slim AS build
WORKDIR /build

# What only the lockfile decides is a layer of its own: a changed source does not load it again.
COPY pnpm-lock.yaml pnpm-workspace.yaml ./
RUN npx --yes pnpm@10.34.9 fetch

COPY . .
RUN npx --yes pnpm@10.34.9 install --frozen-lockfile --offline
RUN node scripts/build.ts server
RUN npx --yes pnpm@10.34.9 --filter @bunting/image deploy --legacy --prod --offline deployed
RUN mkdir data

FROM node:24.21.0-bookworm-slim
WORKDIR /app
COPY --from=build /build/deployed/node_modules services/flag-server/node_modules
COPY --from=build /build/services/flag-server/package.json services/flag-server/package.json
COPY --from=build /build/services/flag-server/dist services/flag-server/dist
COPY --from=build /build/admin-ui/dist admin-ui/dist
COPY --from=build /build/migrations migrations
COPY --from=build --chown=node:node /build/data /data

ARG APP_VERSION
ENV NODE_ENV=production HOST=0.0.0.0 PORT=8080 DATA_DIR=/data APP_VERSION=$APP_VERSION
USER node
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s --start-interval=1s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/health/ready`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--enable-source-maps", "services/flag-server/dist/main.js"]
