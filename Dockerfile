# syntax=docker/dockerfile:1
# Two stages: the first has pip, uv and the tools of the tests' lock; the second only what runs.
FROM python:3.12-slim AS build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
RUN python -m venv /opt/genjin && python -m pip install --quiet uv
WORKDIR /src
# requirements.lock also pins what only the tests need; from it the program's own packages are taken, same pins, with hashes.
COPY pyproject.toml requirements.lock ./
RUN uv pip compile pyproject.toml --universal --generate-hashes --constraint requirements.lock --quiet -o run.lock \
 && /opt/genjin/bin/python -m pip install --require-hashes --requirement run.lock
COPY . .
RUN /opt/genjin/bin/python -m pip install --no-deps . \
 && /opt/genjin/bin/python -m pip uninstall --quiet --yes pip

FROM python:3.12-slim
ENV PATH=/opt/genjin/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
RUN useradd --system --uid 10001 --home-dir /var/lib/genjin --create-home genjin
COPY --from=build /opt/genjin /opt/genjin
# Settings come from the environment; SQLite, if it is used at all, lies below this folder.
WORKDIR /var/lib/genjin
USER genjin
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=3s --start-period=40s \
  CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/healthz', timeout=2)"]
CMD ["genjin", "serve", "--host", "0.0.0.0", "--port", "8000", "--workers", "2"]
