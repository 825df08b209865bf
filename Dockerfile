# Generates the code from the contracts and builds the web client with the development tools, then keeps only what runs.
FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json tsconfig.json buf.yaml buf.gen.yaml ./
COPY proto proto
COPY third_party third_party
RUN npm ci
COPY web web
# Node itself comes with the image.
RUN npm run build && npm prune --omit=dev --ignore-scripts && rm -rf node_modules/node-linux-* node_modules/.bin/node

FROM node:24-bookworm-slim
ENV NODE_ENV=production
WORKDIR /app
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/gen gen
COPY --from=build /app/web/dist web/dist
COPY package.json LICENS[E] ./
COPY runtime runtime
COPY services services
COPY gateway gateway
COPY cli cli
RUN mkdir /data && chown node:node /data
USER node
ENTRYPOINT ["node", "--max-semi-space-size=4", "cli/countersign.ts"]
CMD ["start"]
