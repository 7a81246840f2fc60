# One image for web, worker, beat and the one-shot migration. Nothing in it runs as root, nothing writes outside /data.
FROM python:3.12-slim AS build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PYTHONDONTWRITEBYTECODE=1
WORKDIR /portal
RUN python -m venv /venv
COPY requirements.lock ./
RUN /venv/bin/pip install --require-hashes -r requirements.lock
COPY manage.py ./
COPY brm ./brm
COPY customers ./customers
COPY suppliers ./suppliers
COPY thirdparty ./thirdparty
COPY surveys ./surveys
COPY templates ./templates
COPY static ./static
COPY examples ./examples
ENV STATIC_MANIFEST=yes STATIC_ROOT=/portal/staticfiles VAR_DIR=/tmp/build
RUN /venv/bin/python manage.py messages --compile \
    && /venv/bin/python manage.py collectstatic --noinput --verbosity 0 \
    && /venv/bin/python -m compileall -q brm customers suppliers thirdparty surveys

FROM python:3.12-slim
RUN useradd --uid 10001 --create-home --home-dir /home/portal --shell /usr/sbin/nologin portal \
    && install -d -o portal -g portal -m 0700 /data
COPY --from=build /venv /venv
COPY --from=build /portal /portal
WORKDIR /portal
ENV PATH=/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    HOST=0.0.0.0 PORT=8000 VAR_DIR=/data \
    STATIC_MANIFEST=yes STATIC_ROOT=/portal/staticfiles
USER 10001
VOLUME /data
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=6s --start-period=60s --retries=4 CMD ["python", "-m", "brm.ops.probe", "healthz"]
CMD ["python", "-m", "gunicorn", "-c", "python:brm.ops.gunicorn_conf", "brm.wsgi"]
