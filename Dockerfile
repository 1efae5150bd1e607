# syntax=docker/dockerfile:1
# One build, two images: `program` (api, worker, migrations) and `pages` (the front door).

FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund --loglevel=error
COPY . .
RUN npm run build

FROM node:24-bookworm-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --no-audit --no-fund --loglevel=error && npm cache clean --force

# PID 1 must pass signals on and collect orphans: run it with `--init` (compose does).
FROM node:24-bookworm-slim AS program
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000
WORKDIR /app
COPY --from=dependencies /app/node_modules ./node_modules
COPY package.json LICENSE ./
COPY --from=build /app/dist ./dist
RUN mkdir /anchors && chown node:node /anchors
# A volume takes over whose the folder is.
RUN mkdir -p /data/files && chown node:node /data/files
USER node
EXPOSE 3000
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=4 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/api/health`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "dist/apps/api/main.js"]

FROM nginx:1.28-bookworm AS pages
COPY docker/nginx.conf /etc/nginx/nginx.conf
COPY --from=build /app/dist/web /srv/pages
USER nginx
EXPOSE 8080
