# syntax=docker/dockerfile:1
# One image for the API and the worker; docker-compose.yml shows how they run. The process needs no writable file system.

FROM node:22-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
# No install scripts: nothing that is built or shipped here needs one.
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY nest-cli.json tsconfig.json ./
COPY apps apps
COPY libs libs
COPY migrations migrations
RUN npm run build

FROM node:22-slim AS packages
WORKDIR /app
COPY package.json package-lock.json ./
# Without the optional packages there is no embedded PostgreSQL (60 MB): a container is given DATABASE_URL.
RUN npm ci --omit=dev --omit=optional --ignore-scripts --no-audit --no-fund

FROM node:22-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=8080
WORKDIR /app
# package.json says that the bundles are ES modules. data/ holds the reference matrix for `lockstep` in the container.
COPY --chown=0:0 package.json ./
COPY --chown=0:0 --from=packages /app/node_modules node_modules
COPY --chown=0:0 --from=build /app/dist dist
COPY --chown=0:0 data data
# The command `lockstep`, which pipelines run this image for.
COPY --chown=0:0 apps/cli/bin apps/cli/bin
RUN ln -s /app/apps/cli/bin/lockstep.js /usr/local/bin/lockstep
# The user `node` of the base image. By number, so that Kubernetes can see that it is not root.
USER 1000:1000
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/readyz`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "dist/apps/api/main.js"]
