# The door of the house. Everything runs inside .venv, made here from the hashed locks, so that Python
# and make are all a machine needs; `python -m` instead of scripts, whose first line holds a path.
.ONESHELL:
.SHELLFLAGS := -euc
.SILENT:
.PHONY: run demo test check bench faults entorno entorno-dev navegador

PYTHON := .venv/bin/python
FLASK := $(PYTHON) -m flask --app app
GUNICORN := gunicorn.conf.py
SERVIR = exec $(PYTHON) -m gunicorn -c $(GUNICORN) app:app
export MALLOC_ARENA_MAX := 2

run: entorno
	$(FLASK) preparar
	$(SERVIR)

demo: export SISR_BIND ?= 127.0.0.1:8001
demo: export SISR_INSTANCE_PATH := $(CURDIR)/instance/demo/instance
demo: export SISR_UPLOADS_PATH := $(CURDIR)/instance/demo/uploads
demo: entorno
	$(FLASK) demo preparar
	$(SERVIR)

# What a hundred processes import is compiled by the first of them, also where the environment says otherwise.
test: export PYTHONDONTWRITEBYTECODE :=
test: navegador entorno-dev
	exec $(PYTHON) -m pytest

check: entorno-dev
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m ruff check .
	$(PYTHON) -m basedpyright

bench: entorno-dev
	exec $(PYTHON) -m tests.bench

faults: entorno-dev
	exec $(PYTHON) -m tests.fallas

# Makes .venv where it is missing, broken or moved, and installs a lock that differs from its copy there.
entorno: LOCK := requirements.txt
entorno-dev: LOCK := requirements-dev.txt
entorno entorno-dev:
	$(en_fila)
	if ! grep -qsF " $(CURDIR)/.venv" .venv/pyvenv.cfg || ! $(PYTHON) -c 'import pip' 2>/dev/null; then
		$(buscar_python)
		echo "Preparando .venv…"
		rm -rf .venv
		"$$python" -m venv .venv
	fi
	if ! cmp -s $(LOCK) .venv/$(LOCK); then
		echo "Instalando las bibliotecas de $(LOCK)…"
		$(PYTHON) -m pip install -qq --disable-pip-version-check --require-hashes -r $(LOCK) ||
			$(call terminar,No se pudieron instalar las bibliotecas: revisa la conexión y repite la orden.)
		cp $(sort requirements.txt $(LOCK)) .venv/  # the lock for development holds the other whole
	fi

navegador:
	set --
	[ -x /usr/bin/chromium ] || set -- chromium
	find /usr/share/fonts -name 'LiberationSans*' 2>/dev/null | grep -q . || set -- "$$@" fonts-liberation
	[ $$# = 0 ] || $(call instalar,$$*)

# One at a time: `make run` and `make test` may begin at the same instant.
en_fila = ! command -v flock >/dev/null || { exec 9<Makefile; flock 9; }

terminar = { echo "$(1)" >&2; exit 1; }

define buscar_python
	for python in python3 python3.14 python3.13 python3.12 python3.11 ""; do
		"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && break
	done
	[ "$$python" ] || $(call terminar,SISR necesita Python 3.11 o más nuevo: instálalo y repite la orden.)
	[ -w . ] || $(call terminar,No se puede escribir en $(CURDIR): dale permiso a quien inicia SISR.)
	"$$python" -c 'import ensurepip' 2>/dev/null || $(call instalar,python3-venv)
endef

# As root on Debian installs the packages $(1); to anybody else it says which they are.
define instalar
{
	command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ] ||
		$(call terminar,Falta instalar $(1): hazlo con «sudo apt-get install $(1)» y repite la orden.)
	echo "Instalando $(1)…"
	apt="env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=600"
	$$apt install -y --no-install-recommends $(1) >/dev/null 2>&1 ||
		{ $$apt update && $$apt install -y --no-install-recommends $(1); } >/dev/null ||
		$(call terminar,No se pudo instalar $(1): revisa la conexión y repite la orden.)
}
endef
