# One image with everything: the phone app, the server, the forms. It runs as nobody in particular
# and writes only into /data and /tmp.
#
# Base images are pinned by tag. Whoever publishes the image should pin their digests as well
# (docker buildx imagetools inspect NAME:TAG); no registry was at hand where this was written.
ARG NODE_IMAGE=node:22-bookworm-slim
ARG PYTHON_IMAGE=python:3.11-slim-bookworm

FROM ${NODE_IMAGE} AS phone
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --no-fund --no-audit
COPY tsconfig.json vite.config.ts ./
COPY api/domain/question_types.json api/domain/question_types.json
COPY webapp webapp
RUN npx vite build --logLevel warn

FROM ${PYTHON_IMAGE} AS server
RUN pip install --no-cache-dir uv==0.13.9
ENV UV_COMPILE_BYTECODE=1 \
    UV_LINK_MODE=copy \
    UV_NO_CACHE=1 \
    UV_PROJECT_ENVIRONMENT=.venv \
    UV_PYTHON_PREFERENCE=only-system
WORKDIR /app
COPY pyproject.toml uv.lock README.md LICENSE ./
RUN uv sync --frozen --no-dev --no-install-project
COPY api api
COPY migrations migrations
COPY forms forms
RUN uv sync --frozen --no-dev && python -m compileall -q api migrations

FROM ${PYTHON_IMAGE}
LABEL org.opencontainers.image.title="Sổ Thôn" \
      org.opencontainers.image.description="Field data collection for Viet Nam's Dự án 8" \
      org.opencontainers.image.licenses="Apache-2.0"
RUN groupadd --system --gid 10001 sothon \
    && useradd --system --uid 10001 --gid 10001 --no-create-home --home-dir /tmp sothon \
    && install --directory --owner=10001 --group=10001 --mode=0750 /data
WORKDIR /app
COPY --from=server /app /app
COPY --from=phone /app/dist dist
ENV PATH=/app/.venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    SOTHON_DATA_DIR=/data \
    SOTHON_HOST=0.0.0.0 \
    SOTHON_PORT=8000
USER 10001:10001
VOLUME /data
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
    CMD ["python", "-c", "import http.client as h, os, sys; c = h.HTTPConnection('127.0.0.1', int(os.environ['SOTHON_PORT']), timeout=4); c.request('GET', '/health'); sys.exit(c.getresponse().status != 200)"]
# Several that start at once migrate one after the other (migrations/env.py).
CMD ["sh", "-c", "sothon migrate && exec sothon serve"]
